from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accgraph.extraction.blocks import split_blocks

MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br/>",
                "<li>",
                "<b>",
                "</b>",
                "<!--",
                "note",
                "-->",
                "**",
                "__",
                "_",
                "*",
                "#",
                ">",
                "|",
                "-",
                "1.",
                "(a)",
                "&nbsp;",
                "&amp;",
                "&#8217;",
                "[Court](x.org)",
                "\n",
                "\n\n",
                "\r\n",
                "\t",
                "“",
                "”",
                "’",
                "…",
                "\xad",
                "\u200b",
            ]
        ),
        st.text(max_size=12),
        st.sampled_from(["The Court ruled.", "we urge States to:", "Denmark supports the Tribunal,"]),
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("The Court ruled.\n\nDenmark welcomed it.", ["The Court ruled.", "Denmark welcomed it."]),
        ("<p>The <b>Court</b> ruled.</p><p>So be it.</p>", ["The Court ruled.", "So be it."]),
        ("**Denmark** supports the [Tribunal](https://example.org/t).", ["Denmark supports the Tribunal."]),
        ("Denmark&nbsp;supports the &ldquo;Tribunal&rdquo;.", ['Denmark supports the "Tribunal".']),
        ("Denmark’s “firm” support", ['Denmark\'s "firm" support']),
        ("# Statement by Denmark\n\nWe support it.", ["Statement by Denmark", "We support it."]),
        ("---\n\n***\n\nText.", ["Text."]),
        ("<!-- Denmark joins -->Nothing else.", ["Nothing else."]),
        ("", []),
        (" \r\n\t\n", []),
    ],
)
def test_markup_is_gone(text: str, blocks: list[str]) -> None:
    assert [block.text for block in split_blocks(text)] == blocks


def test_lines_of_a_mail_are_joined() -> None:
    text = (
        "The Government of Denmark supports the establishment of a\n"
        "special tribunal for the crime of aggression and will work\n"
        "with partners to that end.\n"
    )
    (block,) = split_blocks(text)
    assert block.text == " ".join(text.split())


def test_list_items_know_what_introduces_them() -> None:
    blocks = split_blocks(
        "We urge all States to:\n\n- arrest the suspects;\n- ratify the Statute.\n\nThank you all."
    )
    assert [(block.kind, block.text, block.intro) for block in blocks] == [
        ("paragraph", "We urge all States to:", None),
        ("item", "arrest the suspects;", 0),
        ("item", "ratify the Statute.", 0),
        ("paragraph", "Thank you all.", None),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Statement on the anniversary of the Tribunal", "heading"),
        ("JOINT COMMUNIQUÉ OF THE MINISTERS.", "heading"),
        ("(a) arrest the suspects", "item"),
        ("3. Calls on all States to cooperate;", "item"),
        ("5. May 2024 was a turning point for the Court.", "paragraph"),
        ("Denmark supports the Tribunal.", "paragraph"),
    ],
)
def test_kind(line: str, kind: str) -> None:
    assert [block.kind for block in split_blocks(line)] == [kind]


@given(MARKUP)
@example("0\x1f")
@example("Denmark supports the Tribunal,<li>")
def test_every_character_stands_for_a_stretch_of_the_text(text: str) -> None:
    before = 0
    for block in split_blocks(text):
        assert len(block.text) == len(block.starts) == len(block.ends)
        assert any(character.isalnum() for character in block.text)
        assert block.text == block.text.strip()
        for character, start, end in zip(block.text, block.starts, block.ends, strict=True):
            assert before <= start < end <= len(text)
            before = start
            if character.isalnum() and end - start == 1:
                assert text[start:end] == character
        span = block.span(0, len(block.text))
        assert (span.start, span.end) == (block.starts[0], block.ends[-1])


@given(MARKUP)
def test_no_markup_is_left(text: str) -> None:
    for block in split_blocks(text):
        assert not re.search(r"<!--.*?-->|</?(?:p|b|br|li)\s*/?>|&nbsp;|[\n\r\t“”’\u00ad\u200b]", block.text)


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("A. whereas Chad has joined the Court;", ["whereas Chad has joined the Court;"]),
        ("A. Smith has joined the Court.", ["A. Smith has joined the Court."]),
        ("GENEVA, 4 April (AFP) - Chad left.", ["GENEVA, 4 April (AFP)", "Chad left."]),
        ("MONROVIA, May 2, 2024 (AFP) - Chad left.", ["MONROVIA, May 2, 2024 (AFP)", "Chad left."]),
    ],
)
def test_markers_and_datelines_are_no_part_of_a_sentence(line: str, texts: list[str]) -> None:
    assert [block.text for block in split_blocks(line)] == texts

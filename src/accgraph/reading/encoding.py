"""The encoding of plain text: UTF-8, what a byte order mark says, or else a guess, which is reported.

What is guessed is told by charset-normalizer, which looks at how plausible a text is in each encoding.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from accgraph.errors import DocumentError
from accgraph.reading.content import Fault

__all__ = ["Decoded", "decode"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So much is enough to guess from.
_SAMPLE = 200_000
_LISTED = 5
# Fewer letters beyond ASCII than these tell nothing.
_FEWEST = 8
# In text that is written with two bytes a character, about half of them are zero.
_SHARE_OF_NUL = 0.3
# These differ in a few letters only, none of them English; the first is what programs for English write.
_WESTERN = "cp1252"
_ALIKE = ("cp125", "iso8859_", "latin_1")
_OTHER_LETTERS = ("Cyrillic", "Greek", "Hebrew", "Arabic", "Thai")
# Encodings of mainframes, in which no letter is where ASCII has it: a few letters seem plausible in them.
_MAINFRAME = ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"]
_WIDE = ("utf_16", "utf_32")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and what is doubtful about them, if anything is."""

    text: str
    doubt: Fault | None = None


def decode(data: bytes, name: str) -> Decoded:
    """Return the characters of *data*, the content of the file called *name*.

    Raises DocumentError if it is not text, as far as can be told.
    """
    marked = next((label for mark, label in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked not in (None, "utf-8-sig"):
            raise DocumentError(
                f"{name}: is not text in {str(marked).upper()}, as it says (byte {error.start} does not fit)"
            ) from error
        return _guessed(data, name)
    if "\x00" not in text:
        return Decoded(text)
    wide = _likely(data) if marked is None else None
    if wide is None or not wide.startswith(_WIDE):
        raise DocumentError(f"{name}: is not text: it holds NUL characters")
    return _doubtful(_decoded(data, wide, name), wide, name, "")


def _guessed(data: bytes, name: str) -> Decoded:
    """Decode *data*, which is not in UTF-8: as a whole, or only those lines of it that are not."""
    lines = data.split(b"\n")
    wrong = [number for number, line in enumerate(lines) if not _fits(line, "utf-8")]
    is_mixed = any(not line.isascii() and _fits(line, "utf-8") for line in lines)
    foreign = b"\n".join(lines[number] for number in wrong) if is_mixed else data
    encoding = _likely(foreign)
    if encoding is None or (b"\x00" in data and not encoding.startswith(_WIDE)):
        raise DocumentError(f"{name}: is not text in any encoding that is known: save it as UTF-8")
    if not is_mixed:
        return _doubtful(_decoded(data, encoding, name), encoding, name, "")
    parts = [line.decode("utf-8", "replace") for line in lines]
    for number in wrong:
        parts[number] = _decoded(lines[number], encoding, name)
    listed = ", ".join(str(number + 1) for number in wrong[:_LISTED]) + (
        f" and {len(wrong) - _LISTED} more" if len(wrong) > _LISTED else ""
    )
    return _doubtful("\n".join(parts), encoding, name, f" on line {listed}")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _likely(data: bytes) -> str | None:
    """Return the encoding that *data* is most likely in; None if it is text in none."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_exclusion=_MAINFRAME).best()
    if best is None:
        return None
    letters = " ".join(best.alphabets)
    is_latin = best.encoding.startswith(_ALIKE) and not any(one in letters for one in _OTHER_LETTERS)
    is_wide = best.encoding.startswith(_WIDE) and data.count(0) >= _SHARE_OF_NUL * len(data)
    is_too_little = not is_wide and sum(byte > 127 for byte in data[:_SAMPLE]) < _FEWEST
    if (is_latin or is_too_little) and _fits(data, _WESTERN):
        return _WESTERN
    return best.encoding if is_wide or not best.encoding.startswith(_WIDE) else None


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: is not text in {encoding}, which its beginning seems to be in"
            f" (byte {error.start} does not fit): save it as UTF-8"
        ) from error


def _doubtful(text: str, encoding: str, name: str, where: str) -> Decoded:
    said = encoding.replace("cp125", "windows-125").replace("_", "-")
    reason = f"{name}: is not in UTF-8{where}: read as {said}, which is a guess; save it as UTF-8 to be sure"
    return Decoded(text, Fault("", reason))

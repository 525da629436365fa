from __future__ import annotations

import pytest
from evaluation.factories import (
    Json,
    case,
    commitment,
    event,
    gold_commitment,
    gold_event,
    gold_position,
    position,
    role,
)

from accgraph.evaluation.items import word_f1
from accgraph.evaluation.scoring import Score, add, curve, mean_f1, score_case

ICC = "International Criminal Court"


def counts(score: Score) -> tuple[int, int, int]:
    return score.hits, score.false_alarms, score.misses


def test_score_is_precision_recall_and_their_harmonic_mean() -> None:
    score = Score(hits=6, false_alarms=2, misses=4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_what_cannot_be_divided_has_no_score() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)
    assert (Score(misses=1).precision, Score(misses=1).recall, Score(misses=1).f1) == (None, 0, 0)


def test_micro_average_adds_counts_and_mean_weighs_documents_alike() -> None:
    scores = [Score(hits=9, false_alarms=1), Score(misses=1), Score()]
    assert add(scores) == Score(hits=9, false_alarms=1, misses=1)
    first = scores[0].f1
    assert first is not None
    assert mean_f1(scores) == pytest.approx(first / 2)
    assert mean_f1([Score()]) is None


def test_polarity_is_kinder_than_kind() -> None:
    outcomes = score_case(case([position("Norway", "endorse", ICC)], [gold_position("Norway", "join", ICC)]))
    assert counts(outcomes["polarity"].score) == (1, 0, 0)
    assert counts(outcomes["kind"].score) == (0, 1, 1)


def test_opposite_sides_do_not_agree() -> None:
    outcomes = score_case(case([position("Norway", "reject", ICC)], [gold_position("Norway", "join", ICC)]))
    assert counts(outcomes["polarity"].score) == (0, 1, 1)


def test_a_triple_counts_once_a_document() -> None:
    claims = [
        position("Norway", "endorse", ICC),
        position("Norway", "join", ICC),
        position("Norway", "join", ICC),
    ]
    gold = [gold_position("Norway", "endorse", ICC), gold_position("Norway", "join", ICC)]
    outcomes = score_case(case(claims, gold))
    assert counts(outcomes["polarity"].score) == (1, 0, 0)
    assert counts(outcomes["kind"].score) == (2, 0, 0)


def test_a_second_name_for_the_same_holder_is_a_false_alarm() -> None:
    claims = [position("Norway", "endorse", ICC), position("Oslo", "endorse", ICC)]
    scored = case(claims, [gold_position("Norway", "endorse", ICC)], names={"Norway": ["Oslo"]})
    assert counts(score_case(scored)["polarity"].score) == (1, 1, 0)


def test_holder_and_target_must_agree_in_one_claim() -> None:
    court, tribunal = role("Court", "the Court", "id:1"), role("Tribunal", "the Tribunal", "id:1")
    claims = [
        position(role("Norway", iri="id:n"), "join", tribunal),
        position(role("?", iri="id:n"), "join", court),
    ]
    scored = case(claims, [gold_position("Norway", "join", ICC)], names={ICC: ["the Court"]})
    assert counts(score_case(scored)["polarity"].score) == (0, 1, 1)


def test_names_agree_by_the_words_in_the_text() -> None:
    claims = [position(role("Kingdom of the North", "Oslo"), "join", role("ICC", "the Court"))]
    scored = case(claims, [gold_position("Norway", "join", ICC)], names={"Norway": ["Oslo"], ICC: ["Court"]})
    assert counts(score_case(scored)["kind"].score) == (1, 0, 0)


def test_denials_count_for_nothing() -> None:
    claims = [position("Norway", "join", ICC, denied=True), position("Sweden", "join", ICC, denied=True)]
    outcomes = score_case(case(claims, [gold_position("Norway", "join", ICC)]))
    assert counts(outcomes["polarity"].score) == (0, 0, 1)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (commitment("demand", ["Mali"], "open its archives to investigators"), (1, 0, 0)),
        (commitment("demand", ["Mali"], "open its archives"), (1, 0, 0)),
        (commitment("demand", ["Mali"], "open"), (0, 1, 1)),
        (commitment("demand", ["Niger", "Mali"], "open the archives to investigators"), (1, 0, 0)),
        (commitment("pledge", ["Mali"], "open its archives to investigators"), (0, 1, 1)),
        (commitment("demand", ["Niger"], "open its archives to investigators"), (0, 1, 1)),
    ],
)
def test_commitments(claim: Json, expected: tuple[int, int, int]) -> None:
    gold = [gold_commitment("demand", ["Mali"], "open its archives to investigators")]
    assert counts(score_case(case([claim], commitments=gold))["commitments"].score) == expected


def test_a_demand_of_many_counts_once() -> None:
    gold = [gold_commitment("demand", ["Mali"], "open its archives", by) for by in ("Chad", "Togo")]
    claims = [
        commitment("demand", ["Mali"], "Open its archives", by=role(by)) for by in ("Chad", "Togo", "Peru")
    ]
    outcome = score_case(case(claims, commitments=gold))["commitments"]
    assert counts(outcome.score) == (1, 0, 0)
    assert len(outcome.pairs[0][0].records) == 2


def test_one_claimed_action_answers_one_gold_action() -> None:
    gold = [gold_commitment("demand", ["Mali"], each) for each in ("open its archives", "open its files")]
    claims = [commitment("demand", ["Mali"], "open its archives")]
    assert counts(score_case(case(claims, commitments=gold))["commitments"].score) == (1, 0, 1)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a b c d", "a b", 2 / 3),
        ("a a b", "a", 0.5),
        ("A’s b", "a's B.", 1.0),
        ("a", "b", 0.0),
        ("", "", 0.0),
    ],
)
def test_word_f1(left: str, right: str, expected: float) -> None:
    assert word_f1(left, right) == pytest.approx(expected)


EVENTS = [
    # gold date, claimed date, gold participants, claimed participants, same
    ("2025-11-03", "2025-11-28", ["A", "B", "C", "D"], ["A"], True),
    ("2025-11-03", "2025-11-28", ["A", "B"], ["C"], False),
    ("2025-11-03", "2025-12-03", ["A", "B"], ["A", "B"], False),
    ("2025-11-03", "2025", ["A", "B"], ["A"], True),
    ("2025-11-03", "2025", ["A", "B", "C"], ["A"], False),
    ("2025", "2025", ["A", "B", "C"], ["A"], False),
    (None, "2025-11", ["A", "B"], ["B", "C"], True),
    (None, None, ["A"], ["A", "B", "C"], False),
    ("2025-11-03", "2025-11-03", [], [], True),
    ("2025-11-03", None, [], [], False),
    ("2025-11-03", "2025-11-03", [], ["A"], False),
]


@pytest.mark.parametrize(("gold_date", "date", "gold_people", "people", "same"), EVENTS)
def test_events(
    gold_date: str | None, date: str | None, gold_people: list[str], people: list[str], same: bool
) -> None:
    scored = case([event("meeting", date, people)], events=[gold_event("meeting", gold_date, gold_people)])
    assert counts(score_case(scored)["events"].score) == ((1, 0, 0) if same else (0, 1, 1))


def test_events_of_another_type_do_not_agree() -> None:
    scored = case([event("measure", "2025", ["A"])], events=[gold_event("meeting", "2025", ["A"])])
    assert counts(score_case(scored)["events"].score) == (0, 1, 1)


def test_one_participant_named_twice_is_one() -> None:
    twice = event("meeting", None, [])
    twice["participants"] = [role("Mali", "Mali"), role("Mali", "Bamako"), role("Chad")]
    scored = case([twice], events=[gold_event("meeting", None, ["Mali", "Bamako", "Togo", "Niger"])])
    assert counts(score_case(scored)["events"].score) == (0, 1, 1)


def test_the_curve_trades_recall_for_precision() -> None:
    claims = [
        position("Norway", "join", ICC, confidence=0.9),
        position("Sweden", "join", ICC, confidence=0.6),
        position("Narnia", "join", ICC, confidence=0.4),
    ]
    gold = [gold_position("Norway", "join", ICC), gold_position("Sweden", "join", ICC)]
    points = curve([case(claims, gold)], "kind")
    scores = {point.threshold: counts(point.score) for point in points}
    assert [round(each, 2) for each in scores] == [round(0.4 + 0.05 * i, 2) for i in range(11)]
    assert scores[0.4] == (2, 1, 0)
    assert scores[0.45] == scores[0.6] == (2, 0, 0)
    assert scores[0.65] == scores[0.9] == (1, 0, 1)


def test_without_claims_there_is_no_curve() -> None:
    assert curve([case([], [gold_position("Norway", "join", ICC)])], "kind") == []

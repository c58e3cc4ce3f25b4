"""Denials, threats and refusals in plain words, and who "both", "they" and a paper are."""

from __future__ import annotations

import pytest

import detente
from detente.record import Commitment, Record

SAID = ", Norwegian Foreign Minister Anna Berg said."


def found(text: str) -> list[tuple[str, str]]:
    record = detente.read(text, "2022-02-18", force=True)
    return [(c.kind, record.text_of(c.content)) for c in record.commitments]


def by(record: Record, commitment: Commitment) -> list[str | None]:
    return sorted(str(a.country) for a in record.actors if a.id in commitment.by)


@pytest.mark.parametrize(
    "words",
    [
        "No attack on Peru is planned",
        "The reports are not true",
        "There is no truth in these claims",
        "Peru's assessment was mistaken",
        "Norway is neither preparing nor planning an offensive",
        "Norway threatens nobody",
        "Towns are not being shelled",
        "There are no Norwegian soldiers in Peru",
        "Norway has nothing to do with the rebels",
    ],
)
def test_what_is_said_not_to_be_so_is_denied(words: str) -> None:
    assert found(words + SAID) == [("denial", words)]


def test_what_one_never_said_is_denied_and_what_one_does_not_tell_is_not() -> None:
    said = "“I did not say that the troops will stay,” Chile's President Gabriel Boric said."
    untold = "“I did not say when they will go,” Chile's President Gabriel Boric said."
    assert [kind for kind, _ in found(said)] == ["denial"]
    assert found(untold) == []


def test_a_pronoun_can_be_denied() -> None:
    text = "Peru said that it had shot down a jet. The Chilean Defence Ministry denies this."
    assert ("denial", "The Chilean Defence Ministry denies this") in found(text)


@pytest.mark.parametrize(
    "words",
    [
        "It is wrong to bomb hospitals",
        "No date has been planned for the talks",
        "Norway wants no war",
        "No houses were hit in the raid",
    ],
)
def test_a_judgement_or_a_report_of_harm_denies_nothing(words: str) -> None:
    assert found(words + SAID) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Norway is ready for sanctions", "threat"),
        ("Norway is prepared to use force", "threat"),
        ("Norway is ready to defend its islands", "promise"),
        ("Norway is ready to respond to questions", "offer"),
        ("Norway is ready to talk", "offer"),
        ("There will be no talks", "refusal"),
        ("There will be no attack", "promise"),
        ("Sanctions could lead to a break of relations", "warning"),
        ("Such a step would be a grave mistake", "warning"),
        ("The hostages would be released on Monday", "announcement"),
    ],
)
def test_what_is_to_come_of_it_decides_the_kind(words: str, kind: str) -> None:
    assert [k for k, _ in found(words + SAID)] == [kind]


def test_what_follows_an_attack_is_a_threat_and_help_is_none() -> None:
    said = "“If Peru attacks, the pipeline is over. We will bring an end to it,” Berg said."
    helped = "“If Peru attacks, we will support Chile,” Norwegian Foreign Minister Anna Berg said."
    text = "Norwegian Foreign Minister Anna Berg met reporters. " + said
    assert ("threat", "We will bring an end to it") in found(text)
    assert [kind for kind, _ in found(helped)] == ["promise"]


def test_an_order_to_ones_own_side_is_announced_and_one_to_others_demanded() -> None:
    own = "President Gabriel Boric of Chile ordered his army to leave the valley."
    passive = "President Gabriel Boric of Chile ordered that the port be closed."
    others = "Chile ordered Peruvian diplomats to leave."
    kinds = [[kind for kind, _ in found(text)] for text in (own, passive, others)]
    assert kinds == [["announcement"], ["announcement"], ["demand"]]


def test_a_vote_to_ask_asks() -> None:
    text = "Chile's parliament voted on Thursday to ask Norway to send observers."
    assert found(text) == [("demand", "Norway to send observers")]


def test_both_are_the_two_who_met() -> None:
    text = (
        "Chilean President Gabriel Boric met Norwegian Prime Minister Jonas Gahr Støre in Oslo. "
        "Both announced that they would talk again in May."
    )
    record = detente.read(text, "2022-04-18")
    assert [by(record, c) for c in record.commitments] == [["CHL", "NOR"]]


def test_a_paper_asks_for_whoever_wrote_it() -> None:
    text = (
        "Chile has handed over its proposals to Norway. "
        "The documents were given to the ambassador on Monday. They ask Peru to withdraw."
    )
    record = detente.read(text, "2022-04-18")
    demand = next(c for c in record.commitments if c.kind == "demand")
    assert by(record, demand) == ["CHL"]


def test_a_paper_of_nobody_known_is_not_the_state_it_speaks_of() -> None:
    text = "The document addresses Peru's concerns. It asks Peru to pull back its ships."
    record = detente.read(text, "2022-04-18")
    assert [by(record, c) for c in record.commitments] in ([], [[]])


def test_the_report_goes_on_in_the_tense_of_the_words_before() -> None:
    text = (
        "“The islands are ours,” Norwegian Prime Minister Jonas Gahr Støre said on Monday. "
        "Norway would not recognise the line. Peru would pay a price. The rain would turn to snow."
    )
    record = detente.read(text, "2022-02-18")
    told = [(c.kind, c.statement, by(record, c)) for c in record.commitments]
    assert told == [("refusal", "s1", ["NOR"]), ("threat", "s1", ["NOR"])]


def test_another_of_whom_one_tells_is_bound() -> None:
    text = "Chilean envoys said that Norway had told them that it did not intend to send ships."
    record = detente.read(text, "2022-02-18")
    assert [(c.kind, by(record, c)) for c in record.commitments] == [("denial", ["NOR"])]


def test_the_soldiers_are_those_of_whoever_sends_them() -> None:
    text = (
        "Norway will send 200 soldiers to Chile, Norwegian Defence Minister Odd Enoksen said. "
        "The soldiers would not fight, he stressed."
    )
    assert ("promise", "The soldiers would not fight") in found(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Norwegian answer will be published on Monday.", ["announcement"]),
        ("Norwegian prisoners will be released on Monday.", []),
        ("Norway will not attend the summit.", ["refusal"]),
        ("Norway will be forced to respond.", ["threat"]),
    ],
)
def test_what_the_report_tells_of_a_state(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(text)] == kinds


def test_without_makes_a_condition_of_a_thing_that_stands_before() -> None:
    record = detente.read("Without a truce, Norway will be forced to respond.", "2022-02-18")
    (threat,) = record.commitments
    assert threat.condition and record.text_of(threat.condition) == "Without a truce"
    (other,) = detente.read("Without delay, Norway will send 20 ships.", "2022-02-18").commitments
    assert other.condition is None


def test_a_ministry_is_of_the_state_of_whoever_directs_it() -> None:
    text = (
        "Chile and Peru fought near Arica in Chile. "
        "Norwegian Prime Minister Jonas Gahr Støre ordered his Defence Ministry to send ships."
    )
    record = detente.read(text, "2022-02-18")
    ministry = next(a for a in record.actors if "Defence Ministry" in a.name)
    assert ministry.country == "NOR"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway warned Peru of severe consequences.", "threat"),
        ("Norway warned that any attack would be met with a swift response.", "threat"),
        ("Norway warned that its navy would answer.", "threat"),
        ("Norway warned of a famine in Peru.", "warning"),
        ("Norway warned that Peru would break apart if it went on fighting.", "warning"),
        ("Norway warned that Peru would lose its friends if it closed the border.", "threat"),
    ],
)
def test_whose_blow_it_is_makes_a_warning_a_threat(text: str, kind: str) -> None:
    assert [k for k, _ in found(text)] == [kind]


def test_warnings_of_nobody_are_not_the_speakers() -> None:
    text = "Norwegian Foreign Minister Anna Berg said that warnings of a war were causing panic."
    assert found(text) == []


def test_a_step_that_ones_own_side_has_begun_is_announced() -> None:
    own = "Norway said its soldiers were leaving Peru."
    others = "Norway said Chile was withdrawing its soldiers from Peru."
    assert [kind for kind, _ in found(own)] == ["announcement"]
    assert found(others) == []


def test_a_judgement_with_an_infinitive_asks_nobody() -> None:
    assert found("Norway called it premature on Monday to speak of a summit.") == []
    assert [kind for kind, _ in found("Norway called the rebels to leave.")] == ["demand"]
    text = "Norway called on both armies on Monday to wait."
    assert found(text) == [("demand", "to wait")]


def test_safe_passage_is_offered_and_thanks_are_not() -> None:
    assert [kind for kind, _ in found("Norway offered safe passage to the rebels.")] == ["offer"]
    assert found("Norway offered its thanks.") == []


def test_what_is_to_be_may_hang_on_a_condition() -> None:
    text = "Norway and Chile are to meet in Oslo on Friday, if the truce holds."
    (step,) = detente.read(text, "2022-02-18").commitments
    assert (step.kind, step.condition is not None) == ("announcement", True)


def test_a_ministry_without_a_state_is_of_whoever_acts_before() -> None:
    text = (
        "Chile and Peru have quarrelled for weeks. Peru and Chile closed the pass. "
        "Norway sent two envoys. No attack is planned, the Foreign Ministry stressed."
    )
    record = detente.read(text, "2022-02-18")
    ministry = next(a for a in record.actors if a.name == "Foreign Ministry")
    assert ministry.country == "NOR"

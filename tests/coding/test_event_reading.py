"""Events as they are read from plain sentences: types, sides and the reasons of each field."""

from __future__ import annotations

import pytest
from tests.coding.hand_parsed import parse

import detente
from detente.coding.events.syntax import agents, owners, patients
from detente.language.words import words_of
from detente.record import Event, Record


def told(text: str) -> tuple[Record, list[Event]]:
    record = detente.read(text, "2022-02-18")
    return record, list(record.events)


def sides(record: Record, event: Event) -> tuple[set[str | None], set[str | None]]:
    countries = {a.id: a.country for a in record.actors}
    return {countries[i] for i in event.actors}, {countries[i] for i in event.recipients}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway is about to restore diplomatic relations with Chile.", "AGREE"),
        ("Chile said it will pull out its peacekeepers unless Peru ends the fighting.", "THREATEN"),
        ("Peru said it would withdraw its inspectors from Chile.", "THREATEN"),
        ("French and Egyptian warships held military exercises off Greece.", "COOPERATE"),
        ("French warships held military exercises off Greece.", "MOBILIZE"),
        ("Miners in Chile began a hunger strike on Monday.", "PROTEST"),
        ("Chile summoned Peruvian ambassador Ana Ruiz on Monday.", "ACCUSE"),
        ("Peru allowed its exiled politicians to return from Chile.", "CONCEDE"),
        ("The government of Peru accepted the demands of the rebels.", "CONCEDE"),
    ],
)
def test_type(text: str, kind: str) -> None:
    assert kind in [event.type for event in told(text)[1]]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Norway welcomed a resumption of diplomatic ties with Chile.", {"CHL"}),
        ("Norway and Sweden welcomed a resumption of ties between Chile and Peru.", {"CHL", "PER"}),
        ("Norway criticised new restrictions on flying to Chile.", {"CHL"}),
    ],
)
def test_whom_the_object_is_about(text: str, whom: set[str]) -> None:
    record, events = told(text)
    event = next(e for e in events if e.type in ("SUPPORT", "ACCUSE"))
    assert sides(record, event)[1] == whom


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        ("Moscow on Thursday fired two missiles at Kyiv.", "ASSAULT", {"RUS"}, {"UKR"}),
        (
            "Norway on Monday fired shells near a ship from Chile on a patrol.",
            "ASSAULT",
            {"NOR"},
            {"CHL"},
        ),
        ("Rebels shelled Damascus on Monday.", "ASSAULT", {None}, {"SYR"}),
        ("Kenya received medicine and tents from Oman.", "AID", {"OMN"}, {"KEN"}),
        ("Norway signed an accord to supply Kenya with wheat.", "SUPPORT", {"NOR"}, {"KEN"}),
        ("Norway and Peru signed a treaty to protect Chile.", "SUPPORT", {"NOR", "PER"}, set()),
        ("Norway called for a boycott of Chile.", "REQUEST", {"NOR"}, {"CHL"}),
        ("Norway appealed for calm in Kenya.", "REQUEST", {"NOR"}, {"KEN"}),
        ("Norway vowed to wage war on Chile.", "THREATEN", {"NOR"}, {"CHL"}),
        ("Norway vowed to strike oil plants in Chile.", "THREATEN", {"NOR"}, {"CHL"}),
        ("Lawmakers in Peru and Chile condemned Norway.", "ACCUSE", {"PER", "CHL"}, {"NOR"}),
        ("Officials in the White House criticised Chile.", "ACCUSE", {"USA"}, {"CHL"}),
    ],
)
def test_sides_told_with_what_is_done(
    text: str, kind: str, who: set[str | None], whom: set[str | None]
) -> None:
    record, events = told(text)
    assert sides(record, next(e for e in events if e.type == kind)) == (who, whom)


@pytest.mark.parametrize(
    ("text", "mutual"),
    [
        ("Norway and Chile have renewed diplomatic ties.", True),
        ("Norway and Chile postponed their meeting.", True),
        ("Norway and Chile held talks on Monday.", True),
        ("Norwegian and Chilean troops clashed on Monday.", True),
        ("Norway and Chile traded fire across the border.", True),
        ("Norway and Chile threatened sanctions on Monday.", False),
        ("Norway and Chile condemned the attack.", False),
    ],
)
def test_what_several_do_to_each_other_is_reciprocal(text: str, mutual: bool) -> None:
    _, events = told(text)
    assert [e.reciprocal for e in events] == [mutual]
    assert events[0].recipients == ()


def test_every_field_has_its_reason() -> None:
    text = "Norway may impose sanctions on Chile in Oslo on Monday."
    _, (event, *_) = told(text)
    reasons = {r.field: r for r in event.reasons}
    assert "impose :{sanction}" in reasons["type"].why
    assert "verbs.tsv, line" in reasons["type"].why

    def words(field: str) -> str:
        reason = reasons[field]
        assert reason.start is not None and reason.end is not None
        return text[reason.start : reason.end]

    assert words("type") == "impose sanctions"
    assert words("actors") == "Norway"
    assert words("recipients") in ("Chile", "sanctions")  # the name, or the object that bears it
    assert words("status") == "may"
    if event.date:
        assert words("date") == "Monday"
    assert event.reasons[0].field == "type"


def test_a_negation_is_the_reason_of_a_denial() -> None:
    text = "Norway's minister said that Norway had not attacked Chile and rejected the accusation."
    for event in told(text)[1]:
        assert {"type", "status"} <= {r.field for r in event.reasons}


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom"),
    [
        (
            "US Secretary of State Dana Whitlock and Swedish Foreign Minister Per Lund held a "
            "phone call on Monday.",
            "CONSULT",
            {"USA", "SWE"},
            set(),
        ),
        (
            "Norwegian Foreign Minister Ola Berg accused US Secretary of State Dana Whitlock of "
            "lying.",
            "ACCUSE",
            {"NOR"},
            {"USA"},
        ),
        (
            "The Norwegian minister sent a letter accusing Sweden of spying.",
            "ACCUSE",
            {"NOR"},
            {"SWE"},
        ),
        (
            "Norway is among those calling on Sweden to withdraw its troops.",
            "REQUEST",
            {"NOR"},
            {"SWE"},
        ),
        (
            'Norway warned that sanctions are "ready to go" if Swedish troops invade.',
            "THREATEN",
            {"NOR"},
            {"SWE"},
        ),
        (
            "Norway, along with Sweden, signed a trade deal with Chile.",
            "SUPPORT",
            {"NOR", "SWE"},
            {"CHL"},
        ),
        (
            "Norwegian Defence Minister Ola Berg said Sweden had violated the ceasefire and urged "
            "it to withdraw.",
            "REQUEST",
            {"NOR"},
            {"SWE"},
        ),
        (
            "The Swedish parliament approved the deployment of troops to Norway.",
            "SUPPORT",
            {"SWE"},
            {"NOR"},
        ),
        (
            "Norway expelled two Swedish diplomats in response to the poisoning.",
            "SANCTION",
            {"NOR"},
            {"SWE"},
        ),
    ],
)
def test_sides_behind_titles_and_texts(text: str, kind: str, who: set[str], whom: set[str]) -> None:
    record, events = told(text)
    assert sides(record, next(e for e in events if e.type == kind)) == (who, whom)


def test_the_next_clause_lends_neither_its_subject_nor_its_place() -> None:
    record, events = told(
        "Norwegian troops defeated the rebels and Sweden would be moving into Finland, "
        "the statement said."
    )
    assert sides(record, next(e for e in events if e.type == "ASSAULT")) == ({"NOR"}, {None})
    assert sides(record, next(e for e in events if e.type == "MOBILIZE"))[0] == {"SWE"}


def test_a_noun_joined_to_the_object_before_is_the_subject_of_its_own_clause() -> None:
    words = words_of(
        parse(
            "troops/troop/NOUN/nsubj/2 beat/_/VERB/ccomp/9 rebels/rebel/NOUN/obj/2 "
            "and/_/CCONJ/cc/5 Norway/Norway/PROPN/conj/3 would/_/AUX/aux/7 move/_/VERB/ccomp/9 "
            "they/_/PRON/nsubj/9 said/say/VERB/root/0"
        )
    )
    assert [w.text for w in patients(words[1])] == ["rebels"]
    assert [w.text for w in agents(words[6])] == ["Norway"]


def test_a_subject_behind_verb_and_subject_is_an_object() -> None:
    words = words_of(
        parse(
            "Berg/Berg/PROPN/nsubj/2 accused/accuse/VERB/root/0 Lund/Lund/PROPN/nsubj/5 "
            "of/_/SCONJ/mark/5 lying/lie/VERB/advcl/2",
            "Berg/Berg/PROPN/nsubj/2 met/meet/VERB/root/0 Lund/Lund/PROPN/nmod:desc/1",
        )
    )
    assert [w.text for w in patients(words[1])] == ["Lund"]
    assert [w.text for w in agents(words[4])] == ["Lund"]  # of lying he is accused
    assert [w.text for w in patients(words[6])] == ["Lund"]


def test_an_owner_that_hangs_on_the_verb_owns_the_noun_behind_it() -> None:
    words = words_of(
        parse(
            "Norway/Norway/PROPN/nsubj/5 ’s/_/PART/case/1 two/_/NUM/nummod/4 "
            "airstrikes/airstrike/NOUN/nsubj/5 hit/_/VERB/root/0 targets/target/NOUN/obj/5"
        )
    )
    assert [w.text for w in owners(words[3])] == ["Norway"]

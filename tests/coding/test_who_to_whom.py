"""Actor and recipient by the words around a trigger, however they hang together."""

from __future__ import annotations

import pytest
from tests.coding.crisis import code

import detente

SAME = "Ruritania/_/PROPN/nsubj/2 slept/sleep/VERB/root/0 ./_/PUNCT/punct/2"

TOLD = {
    "troops are sent against somebody, and are not whom they are sent against": (
        "Ruritania/_/PROPN/nsubj/2 sent/send/VERB/root/0 troops/troop/NOUN/obj/2 to/_/ADP/case/5 "
        "Borduria/_/PROPN/obl/2 ./_/PUNCT/punct/2",
        ("MOBILIZE", ("Ruritania",), ("Borduria",)),
    ),
    "what an attack is on may hang on the attacker": (
        "The/_/DET/det/2 attack/_/NOUN/nsubj/7 by/_/ADP/case/4 Rudolf/_/PROPN/nmod/2 "
        "on/_/ADP/case/6 Borduria/_/PROPN/nmod/4 hit/_/VERB/root/0 a/_/DET/det/9 "
        "base/_/NOUN/obj/7 ./_/PUNCT/punct/7",
        ("ASSAULT", ("Rudolf",), ("Borduria",)),
    ),
    "who faces attacks does not make them": (
        "Borduria/_/PROPN/nsubj/2 faced/face/VERB/root/0 attacks/attack/NOUN/obj/2 "
        "from/_/ADP/case/5 Ruritania/_/PROPN/nmod/3 ./_/PUNCT/punct/2",
        ("ASSAULT", ("Ruritania",), ("Borduria",)),
    ),
    "what is anti-Bordurian is not Borduria's": (
        "The/_/DET/det/5 anti/_/ADJ/amod/4 -/_/PUNCT/punct/2 Bordurian/_/PROPN/compound/5 "
        "attack/_/NOUN/nsubj/6 began/begin/VERB/root/0 ./_/PUNCT/punct/6",
        ("ASSAULT", (), ("Borduria",)),
    ),
    "an invasion named after a state befalls it": (
        "The/_/DET/det/3 Borduria/_/PROPN/compound/3 invasion/_/NOUN/nsubj/4 "
        "began/begin/VERB/root/0 ./_/PUNCT/punct/4",
        ("ASSAULT", (), ("Borduria",)),
    ),
    "whom it is threatened to attack": (
        "Ruritania/_/PROPN/nsubj/2 threatened/threaten/VERB/root/0 to/_/PART/mark/4 "
        "attack/_/VERB/xcomp/2 Borduria/_/PROPN/obj/4 ./_/PUNCT/punct/2",
        ("THREATEN", ("Ruritania",), ("Borduria",)),
    ),
    "from whom one is cut off": (
        "Ruritania/_/PROPN/nsubj/2 closed/close/VERB/root/0 the/_/DET/det/4 border/_/NOUN/obj/2 "
        "with/_/ADP/case/6 Borduria/_/PROPN/nmod/4 ./_/PUNCT/punct/2",
        ("SANCTION", ("Ruritania",), ("Borduria",)),
    ),
    "to whom a step is promised": (
        "Rudolf/_/PROPN/nsubj/2 promised/promise/VERB/root/0 Amalia/_/PROPN/iobj/2 "
        "that/_/SCONJ/mark/7 he/_/PRON/nsubj/7 would/_/AUX/aux/7 open/_/VERB/ccomp/2 "
        "the/_/DET/det/9 bridge/_/NOUN/obj/7 ./_/PUNCT/punct/2",
        ("CONCEDE", ("Rudolf",), ("Amalia",)),
    ),
    "between whom fighting breaks out": (
        "Fighting/fighting/NOUN/nsubj/2 broke/break/VERB/root/0 out/_/ADP/compound:prt/2 "
        "between/_/ADP/case/5 Ruritania/_/PROPN/obl/2 and/_/CCONJ/cc/7 Borduria/_/PROPN/conj/5 "
        "./_/PUNCT/punct/2",
        ("ASSAULT", ("Ruritania", "Borduria"), ()),
    ),
    "where there is fighting is not who fights": (
        "There/_/PRON/expl/2 was/be/VERB/root/0 fighting/fighting/NOUN/nsubj/2 in/_/ADP/case/5 "
        "Borduria/_/PROPN/nmod/3 ./_/PUNCT/punct/2",
        ("ASSAULT", (), ("Borduria",)),
    ),
    "whose arrest it is": (
        "Rudolf/_/PROPN/nmod:poss/3 ’s/_/PART/case/1 arrest/_/NOUN/nsubj/4 "
        "angered/anger/VERB/root/0 Borduria/_/PROPN/obj/4 ./_/PUNCT/punct/4",
        ("COERCE", (), ("Rudolf",)),
    ),
    "who condemns an attack does not blame whom it struck": (
        "Rudolf/_/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/_/DET/det/4 "
        "attack/_/NOUN/obj/2 on/_/ADP/case/6 Borduria/_/PROPN/nmod/4 ./_/PUNCT/punct/2",
        ("ACCUSE", ("Rudolf",), ()),
    ),
    "hostages are rescued from nobody who is helped": (
        "Ruritania/_/PROPN/nsubj/2 rescued/rescue/VERB/root/0 Syldavia/_/PROPN/obj/2 "
        "from/_/ADP/case/5 Borduria/_/PROPN/obl/2 ./_/PUNCT/punct/2",
        ("AID", ("Ruritania",), ("Syldavia",)),
    ),
    "near a border is not beyond it": (
        "A/_/DET/det/2 bomb/_/NOUN/nsubj/3 exploded/explode/VERB/root/0 near/_/ADP/case/7 "
        "the/_/DET/det/7 Bordurian/_/PROPN/compound/7 border/_/NOUN/obl/3 ./_/PUNCT/punct/3",
        ("ASSAULT", (), ()),
    ),
    "no thing condemns": (
        "Rudolf/_/PROPN/nsubj/2 said/say/VERB/root/0 Ruritania/_/PROPN/nmod:poss/5 "
        "’s/_/PART/case/3 move/_/NOUN/nsubj/7 was/be/AUX/cop/7 over/_/ADV/ccomp/2 "
        "and/_/CCONJ/cc/9 condemned/condemn/VERB/conj/7 Borduria/_/PROPN/obj/9 "
        "./_/PUNCT/punct/2",
        ("ACCUSE", ("Rudolf",), ("Borduria",)),
    ),
    "sanctions on somebody of no known state": (
        "Borduria/_/PROPN/nsubj/2 imposed/impose/VERB/root/0 sanctions/sanction/NOUN/obj/2 "
        "on/_/ADP/case/5 Agency/_/PROPN/nmod/3 ./_/PUNCT/punct/2",
        ("SANCTION", ("Borduria",), ("Agency",)),
    ),
    "whoever issues a decree does what it does": (
        "Rudolf/_/PROPN/nsubj/2 signed/sign/VERB/root/0 a/_/DET/det/4 decree/_/NOUN/obj/2 "
        "banning/ban/VERB/acl/4 Borduria/_/PROPN/obj/5 ./_/PUNCT/punct/2",
        ("SANCTION", ("Rudolf",), ("Borduria",)),
    ),
    "people who protest against a state need not be its own": (
        "People/person/NOUN/nsubj/2 protested/protest/VERB/root/0 against/_/ADP/case/4 "
        "Borduria/_/PROPN/obl/2 ./_/PUNCT/punct/2",
        ("PROTEST", (), ("Borduria",)),
    ),
    "nor whom a bombing struck": (
        "Rudolf/_/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/_/DET/det/4 "
        "bombing/_/NOUN/obj/2 of/_/ADP/case/6 Borduria/_/PROPN/nmod/4 ./_/PUNCT/punct/2",
        ("ACCUSE", ("Rudolf",), ()),
    ),
    "but who killed": (
        "Rudolf/_/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/_/DET/det/4 "
        "killing/_/NOUN/obj/2 of/_/ADP/case/6 Amalia/_/PROPN/nmod/4 by/_/ADP/case/8 "
        "Syldavia/_/PROPN/nmod/6 ./_/PUNCT/punct/2",
        ("ACCUSE", ("Rudolf",), ("Syldavia",)),
    ),
    "who is committed commits himself": (
        "Ruritania/_/PROPN/nsubj:pass/3 is/be/AUX/aux:pass/3 committed/commit/VERB/root/0 "
        "to/_/PART/mark/5 help/_/VERB/xcomp/3 Borduria/_/PROPN/obj/5 ./_/PUNCT/punct/3",
        ("AGREE", ("Ruritania",), ("Borduria",)),
    ),
    "whose demands are rejected": (
        "Ruritania/_/PROPN/nsubj/2 rejected/reject/VERB/root/0 Rudolf/_/PROPN/nmod:poss/5 "
        "’s/_/PART/case/3 demands/demand/NOUN/obj/2 ./_/PUNCT/punct/2",
        ("REJECT", ("Ruritania",), ("Rudolf",)),
    ),
    "the enemies of a state are not that state": (
        "Ruritania/_/PROPN/nsubj/2 attacked/attack/VERB/root/0 the/_/DET/det/4 "
        "enemies/enemy/NOUN/obj/2 of/_/ADP/case/6 Borduria/_/PROPN/nmod/4 ./_/PUNCT/punct/2",
        ("ASSAULT", ("Ruritania",), ()),
    ),
}


@pytest.mark.parametrize("why", TOLD)
def test_who_to_whom(why: str) -> None:
    sentence, expected = TOLD[why]
    assert code(sentence, SAME)[0] == expected


def test_whom_one_blames_did_what_he_is_blamed_for() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 assailed/assail/VERB/root/0 Borduria/_/PROPN/obj/2 "
        "for/_/SCONJ/mark/5 holding/hold/VERB/advcl/2 drills/drill/NOUN/obj/5 near/_/ADP/case/8 "
        "Syldavia/_/PROPN/obl/5 ./_/PUNCT/punct/2"
    )
    assert found[0] == ("ACCUSE", ("Ruritania",), ("Borduria",))
    assert found[1] == ("MOBILIZE", ("Borduria",), ("Syldavia",))


def test_whom_one_lashes_out_at_did_what_it_is_for() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj/2 lashed/lash/VERB/root/0 out/_/ADP/compound:prt/2 at/_/ADP/case/5 "
        "Borduria/_/PROPN/obl/2 for/_/SCONJ/mark/7 holding/hold/VERB/advcl/2 "
        "drills/drill/NOUN/obj/7 near/_/ADP/case/10 Syldavia/_/PROPN/obl/7 ./_/PUNCT/punct/2"
    )
    assert ("MOBILIZE", ("Borduria",), ("Syldavia",)) in found


def test_a_killing_and_the_clashes_that_follow_are_two_deeds() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3 shot/shoot/VERB/root/0 "
        ",/_/PUNCT/punct/5 leading/lead/VERB/advcl/3 to/_/ADP/case/7 clashes/clash/NOUN/obl/5 "
        "between/_/ADP/case/9 Ruritania/_/PROPN/nmod/7 and/_/CCONJ/cc/11 Borduria/_/PROPN/conj/9 "
        "./_/PUNCT/punct/3"
    )
    assert [f[:2] for f in found] == [("ASSAULT", ()), ("ASSAULT", ("Ruritania", "Borduria"))]


def sides(text: str, kind: str) -> list[tuple[set[str | None], set[str | None]]]:
    """The countries of actors and recipients of each event of a type."""
    record = detente.read(text, "2022-02-18")
    named = {a.id: a.country for a in record.actors}
    found = [e for e in record.events if e.type == kind]
    return [({named[i] for i in e.actors}, {named[i] for i in e.recipients}) for e in found]


def test_an_army_that_retakes_a_town_takes_it_from_whom_it_fights() -> None:
    text = (
        "Iraqi troops attacked the Islamic State near Mosul on Monday. "
        "On Tuesday Iraqi troops retook two villages in northern Iraq."
    )
    assert sides(text, "ASSAULT") == [({"IRQ"}, {"ISIS"})] * len(sides(text, "ASSAULT"))


def test_whom_strikes_are_against_goes_before_where_they_are() -> None:
    text = "Jordan conducted nine strikes in Syria using bombers against the Islamic State."
    assert sides(text, "ASSAULT") == [({"JOR"}, {"ISIS"})]


def test_for_whom_is_not_against_whom() -> None:
    text = "In support of Iraq, Jordan conducted nine strikes on the Islamic State."
    assert sides(text, "ASSAULT") == [({"JOR"}, {"ISIS"})]


def test_our_partners_are_not_we() -> None:
    text = "“We will help our Kurdish partners,” Iraq's minister said on Monday."
    assert sides(text, "AGREE") == [({"IRQ"}, {"KURDS"})]


def test_a_pledge_to_fight_somebody_is_none_to_him() -> None:
    text = "Australia and Iraq reaffirmed their commitment to combating the Islamic State."
    assert all("ISIS" not in whom for _, whom in sides(text, "AGREE"))


def test_who_was_seen_killed_killed_nobody() -> None:
    text = "The battle saw a Peruvian general killed."
    assert all("PER" not in who for who, _ in sides(text, "ASSAULT"))


def test_the_decision_is_the_one_of_the_headline() -> None:
    record = detente.read(
        "Norway announces withdrawal of its troops from Chad\n\n"
        "Norway's prime minister announced the withdrawal on Monday. Sudan sent troops to its "
        "border on Tuesday. Denmark's prime minister criticized the decision.",
        "2022-02-18",
    )
    named = {a.id: a.country for a in record.actors}
    [blame] = [e for e in record.events if e.type == "ACCUSE"]
    assert [named[i] for i in blame.recipients] == ["NOR"]


def test_who_is_held_hostage_by_somebody_holds_nobody() -> None:
    record = detente.read("Chilean nurses held hostage by Norwegian gunmen arrived home.")
    named = {a.id: a.country for a in record.actors}
    [event] = record.events
    assert [named[i] for i in event.actors] == ["NOR"]
    assert [named[i] for i in event.recipients] == ["CHL"]


def test_criticism_that_somebody_resigns_after_is_not_his() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj/2 resigned/resign/VERB/root/0 after/_/ADP/case/4 "
        "criticism/_/NOUN/obl/2 by/_/ADP/case/6 Borduria/_/PROPN/nmod/4 ./_/PUNCT/punct/2"
    )
    assert ("ACCUSE", ("Borduria",), ()) in found


def test_who_speaks_after_talks_was_at_them() -> None:
    found = code(
        "After/_/ADP/case/2 talks/talk/NOUN/obl/7 with/_/ADP/case/4 Amalia/_/PROPN/nmod/2 "
        ",/_/PUNCT/punct/2 Rudolf/_/PROPN/nsubj/7 left/leave/VERB/root/0 ./_/PUNCT/punct/7"
    )
    assert found == [("CONSULT", ("Rudolf", "Amalia"), ())]


def test_to_speak_to_the_press_is_no_meeting() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj/2 spoke/speak/VERB/root/0 to/_/ADP/case/4 "
        "reporters/reporter/NOUN/obl/2 ./_/PUNCT/punct/2"
    )
    assert found == []

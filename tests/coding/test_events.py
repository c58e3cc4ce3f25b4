"""Given this sentence, these events: who did what to whom."""

from __future__ import annotations

import pytest
from tests.coding.crisis import code, events, said
from tests.coding.hand_parsed import parse

from detente.coding.events.lexicon import LexiconError, lexicon, parse_row
from detente.coding.events.ontology import TYPES, ontology
from detente.record import Time

DOT = "./_/PUNCT/punct/2"


def test_subject_acts_on_object() -> None:
    found = code(
        f"Ruritania/_/PROPN/nsubj/2 attacked/attack/VERB/root/0 Borduria/_/PROPN/obj/2 {DOT}"
    )
    assert found == [("ASSAULT", ("Ruritania",), ("Borduria",))]


def test_passive_turns_the_roles() -> None:
    found = code(
        "Borduria/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3 attacked/attack/VERB/root/0 "
        "by/_/ADP/case/5 Ruritania/_/PROPN/obl:agent/3 ./_/PUNCT/punct/3"
    )
    assert found == [("ASSAULT", ("Ruritania",), ("Borduria",))]


def test_light_verb_with_its_noun() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 imposed/impose/VERB/root/0 sanctions/sanction/NOUN/obj/2 "
        f"on/_/ADP/case/5 Borduria/_/PROPN/obl/2 {DOT}"
    )
    assert found == [("SANCTION", ("Ruritania",), ("Borduria",))]


def test_who_is_urged_to_withdraw_has_not_withdrawn() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 urged/urge/VERB/root/0 Borduria/_/PROPN/obj/2 to/_/PART/mark/5 "
        f"withdraw/_/VERB/xcomp/2 its/_/PRON/nmod:poss/7 troops/troop/NOUN/obj/5 {DOT}"
    )
    assert found == [("REQUEST", ("Ruritania",), ("Borduria",))]


def test_meeting_has_all_who_met_as_actors() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj/2 met/meet/VERB/root/0 with/_/ADP/case/4 Amalia/_/PROPN/obl/2 "
        f"in/_/ADP/case/6 Geneva/_/PROPN/obl/2 {DOT}"
    )
    assert found == [("CONSULT", ("Rudolf", "Amalia"), ())]


MET = (
    "Rudolf/_/PROPN/nsubj/2 met/meet/VERB/root/0 with/_/ADP/case/4 Amalia/_/PROPN/obl/2 "
    f"in/_/ADP/case/6 Szohod/_/PROPN/obl/2 {DOT}"
)


def test_one_meeting_told_twice_is_one_event() -> None:
    doc = parse(
        MET,
        "The/_/DET/det/2 meeting/_/NOUN/nsubj/3 lasted/last/VERB/root/0 hours/hour/NOUN/obj/3 "
        "./_/PUNCT/punct/3",
    )
    (found,) = events(doc)
    assert [doc.text[m.start : m.end] for m in found.mentions] == ["met with", "meeting"]
    assert (found.mode, found.place) == ("visit", "Szohod")


def test_meetings_on_different_days_are_two_events() -> None:
    days = ("Monday", "Friday")
    doc = parse(
        *(MET.replace(f" {DOT}", f" on/_/ADP/case/8 {d}/_/PROPN/obl/2 {DOT}") for d in days)
    )
    times = tuple(
        Time(id=f"t{n}", start=doc.text.index(d), end=doc.text.index(d) + 6, text=d, type="DATE",
             value=f"2022-03-0{n}")
        for n, d in enumerate(days, start=1)
    )  # fmt: skip
    found = events(doc, times=times)
    assert [e.date for e in found] == ["2022-03-01", "2022-03-02"]


def test_talks_between_two_states() -> None:
    found = code(
        "Talks/talk/NOUN/nsubj/6 between/_/ADP/case/3 Ruritania/_/PROPN/nmod/1 and/_/CCONJ/cc/5 "
        "Borduria/_/PROPN/conj/3 began/begin/VERB/root/0 ./_/PUNCT/punct/6"
    )
    assert found == [("CONSULT", ("Ruritania", "Borduria"), ())]


def test_noun_with_adjective_of_the_actor() -> None:
    found = code(
        "The/_/DET/det/3 Ruritanian/_/ADJ/amod/3 invasion/_/NOUN/nsubj/6 of/_/ADP/case/5 "
        "Borduria/_/PROPN/nmod/3 failed/fail/VERB/root/0 ./_/PUNCT/punct/6"
    )
    assert found == [("ASSAULT", ("Ruritania",), ("Borduria",))]


def test_talk_of_nobody_is_no_event() -> None:
    assert code("Talks/talk/NOUN/nsubj/3 are/be/AUX/cop/3 useful/_/ADJ/root/0") == []


def test_what_did_not_happen_is_no_event() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/4 did/do/AUX/aux/4 not/_/PART/advmod/4 attack/_/VERB/root/0 "
        "Borduria/_/PROPN/obj/4 ./_/PUNCT/punct/4"
    )
    assert found == []


def test_a_purpose_is_no_event() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 hopes/hope/VERB/root/0 to/_/PART/mark/4 attack/_/VERB/xcomp/2 "
        f"Borduria/_/PROPN/obj/4 {DOT}"
    )
    assert found == []


def test_announced_withdrawal_to_come_is_concede() -> None:
    """PLOVER manual, CONCEDE: announcements of future retreats."""
    found = code(
        "Ruritania/_/PROPN/nsubj/3 will/_/AUX/aux/3 withdraw/_/VERB/root/0 its/_/PRON/nmod:poss/5 "
        "troops/troop/NOUN/obj/3 from/_/ADP/case/7 Borduria/_/PROPN/obl/3 ./_/PUNCT/punct/3"
    )
    assert found == [("CONCEDE", ("Ruritania",), ("Borduria",))]


def test_visit_to_come_is_agree() -> None:
    """PLOVER manual, CONSULT: references to future meetings are AGREE."""
    found = code(
        "Rudolf/_/PROPN/nsubj/3 will/_/AUX/aux/3 visit/_/VERB/root/0 Borduria/_/PROPN/obj/3 "
        "./_/PUNCT/punct/3"
    )
    assert found == [("AGREE", ("Rudolf",), ("Borduria",))]


MUST = (
    "Rudolf/_/PROPN/nsubj/2 said/say/VERB/root/0 Borduria/_/PROPN/nsubj/5 must/_/AUX/aux/5 "
    f"leave/_/VERB/ccomp/2 the/_/DET/det/7 valley/_/NOUN/obj/5 {DOT}"
)


def test_must_in_somebodys_words_is_his_request() -> None:
    doc = parse(MUST)
    (found,) = events(doc, said(doc, "Rudolf", "Borduria must leave the valley"))
    assert (found.type, found.actors, found.recipients) == ("REQUEST", ("Rudolf",), ("Borduria",))
    assert found.status == "happened"


def test_must_in_nobodys_words_is_nothing() -> None:
    assert events(parse(MUST)) == ()


WE_WILL = (
    "We/_/PRON/nsubj/3 will/_/AUX/aux/3 destroy/_/VERB/root/0 your/_/PRON/nmod:poss/5 "
    "bases/base/NOUN/obj/3 ./_/PUNCT/punct/3"
)


def test_violence_that_the_speaker_announces_is_a_threat() -> None:
    doc = parse(WE_WILL)
    (found,) = events(doc, said(doc, "Rudolf", doc.text, audience=("Amalia",)))
    assert (found.type, found.actors) == ("THREATEN", ("Rudolf",))


JUDGED = (
    "The/_/DET/det/3 Bordurian/_/ADJ/amod/3 move/_/NOUN/nsubj/5 is/be/AUX/cop/5 "
    "unacceptable/_/ADJ/root/0 ./_/PUNCT/punct/5"
)


def test_a_judgement_is_the_speakers_and_not_the_reporters() -> None:
    doc = parse(JUDGED)
    assert events(doc) == ()
    (found,) = events(doc, said(doc, "Rudolf", doc.text))
    assert (found.type, found.mode) == ("ACCUSE", "disapprove")
    assert (found.actors, found.recipients) == (("Rudolf",), ("Borduria",))


def test_i_in_a_quotation_is_the_speaker() -> None:
    doc = parse(
        "I/_/PRON/nsubj/2 condemn/_/VERB/root/0 the/_/DET/det/5 Bordurian/_/ADJ/amod/5 "
        f"attack/_/NOUN/obj/2 {DOT}"
    )
    found = events(doc, said(doc, "Rudolf", doc.text))
    assert ("ACCUSE", ("Rudolf",), ("Borduria",)) in [
        (e.type, e.actors, e.recipients) for e in found
    ]


SAID_WITHDREW = (
    "Rudolf/_/PROPN/nsubj/2 said/say/VERB/root/0 {}/_/PROPN/nsubj/4 "
    f"attacked/attack/VERB/ccomp/2 Syldavia/_/PROPN/obj/4 {DOT}"
)


def test_what_only_a_party_tells_is_claimed() -> None:
    doc = parse(SAID_WITHDREW.format("Ruritania"))
    (found,) = events(doc, said(doc, "Rudolf", "Ruritania attacked Syldavia"))
    assert (found.status, found.claimed_by) == ("claimed", "s1")


def test_what_a_stranger_tells_names_the_teller() -> None:
    doc = parse(SAID_WITHDREW.format("Borduria").replace("Rudolf", "Agency"))
    (found,) = events(doc, said(doc, "Agency", "Borduria attacked Syldavia"))
    assert (found.status, found.claimed_by) == ("happened", "s1")


def test_violence_that_only_nobody_by_name_tells_is_claimed() -> None:
    doc = parse(SAID_WITHDREW.format("Borduria"))
    nameless = said(doc, "Agency", "Borduria attacked Syldavia").model_copy(
        update={"speaker": None}
    )
    (found,) = events(doc, nameless)
    assert (found.status, found.claimed_by) == ("claimed", "s1")


def test_hearsay_is_claimed() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/3 reportedly/_/ADV/advmod/3 attacked/attack/VERB/root/0 "
        f"Syldavia/_/PROPN/obj/3 {DOT}"
    )
    (found,) = events(doc)
    assert (found.status, found.claimed_by) == ("claimed", None)


def test_numbers_come_with_the_event() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/2 deployed/deploy/VERB/root/0 5,000/_/NUM/nummod/4 "
        f"troops/troop/NOUN/obj/2 {DOT}"
    )
    (found,) = events(doc)
    (quantity,) = found.quantities
    assert (quantity.value, quantity.unit) == (5000, "troop")
    assert doc.text[quantity.start : quantity.end] == "5,000 troops"


def test_every_event_quotes_the_report() -> None:
    doc = parse(MET)
    (found,) = events(doc)
    assert found.trigger in found.mentions
    assert doc.text[found.trigger.start : found.trigger.end] == "met with"


def test_the_same_report_gives_the_same_events() -> None:
    assert events(parse(MET, MUST)) == events(parse(MET, MUST))


def test_an_empty_report_has_no_events() -> None:
    from spacy.tokens import Doc

    assert events(Doc(parse(MET).vocab)) == ()


def test_the_ontology_has_plovers_sixteen_types() -> None:
    assert len(TYPES) == 16
    assert set(ontology()) == set(TYPES)
    assert {t.quad for t in ontology().values()} == {1, 2, 3, 4}
    assert ontology()["CONSULT"].intensity_of("phone") == 1.5
    assert ontology()["CONSULT"].intensity_of("by raven") == 2.5


def test_the_lexicon_reads_and_every_inflection_leads_home() -> None:
    assert lexicon().find("verb", "condemn")[0].type == "ACCUSE"
    assert lexicon().forms["struck"] == "strike"
    assert lexicon().forms["denies"] == "deny"
    assert lexicon().forms["withdrawing"] == "withdraw"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["shout", "SHOUT"], "no such event type"),
        (["meet", "CONSULT-raven"], "no mode"),
        (["hold :{nothing}", "CONSULT"], "no such group"),
        (["meet;;visit", "CONSULT"], "empty pattern"),
    ],
)
def test_a_bad_row_of_the_lexicon_says_what_is_wrong(row: list[str], reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        list(parse_row("verb", row))


def test_a_group_is_whom_it_names_as_examples() -> None:
    doc = parse(
        "Ruritania/_/PROPN/nsubj/2 urged/urge/VERB/root/0 allies/ally/NOUN/obj/2 "
        "such/_/ADJ/case/6 as/_/ADP/fixed/4 Borduria/_/PROPN/nmod/3 to/_/PART/mark/8 "
        "leave/leave/VERB/xcomp/2 ./_/PUNCT/punct/2"
    )
    (found,) = events(doc)
    assert (found.type, found.recipients) == ("REQUEST", ("Borduria",))


def test_a_truce_that_collapsed_is_no_easing() -> None:
    collapsed = (
        "A/_/DET/det/2 ceasefire/_/NOUN/nsubj/7 between/_/ADP/case/4 Borduria/_/PROPN/nmod/2 "
        "and/_/CCONJ/cc/6 Syldavia/_/PROPN/conj/4 {}/{}/VERB/root/0 ./_/PUNCT/punct/7"
    )
    assert code(collapsed.format("collapsed", "collapse")) == []
    assert [kind for kind, _, _ in code(collapsed.format("began", "begin"))] == ["RETREAT"]


def test_what_somebody_asks_is_no_event() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 asked/ask/VERB/root/0 whether/_/SCONJ/mark/5 "
        f"Borduria/_/PROPN/nsubj/5 attacked/attack/VERB/ccomp/2 Syldavia/_/PROPN/obj/5 {DOT}"
    )
    assert [e.type for e in events(doc)] == []


def test_a_deadline_is_not_the_day_of_the_threat() -> None:
    doc = parse(
        "Borduria/_/PROPN/nsubj/2 attacked/attack/VERB/root/0 Syldavia/_/PROPN/obj/2 "
        f"{{}}/_/ADP/case/5 Friday/_/PROPN/obl/2 {DOT}".format("by")
    )
    start = doc.text.index("Friday")
    friday = Time(
        id="t1", start=start, end=start + 6, text="Friday", type="DATE", value="2022-03-04"
    )
    assert [e.date for e in events(doc, times=(friday,))] == [None]

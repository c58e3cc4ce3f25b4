"""Who acts and to whom where the words beside the trigger do not say it."""

from __future__ import annotations

from tests.coding.crisis import code, events, who_to_whom
from tests.coding.hand_parsed import parse

from detente.record import Event

LAND = "Ruritania/_/PROPN/nsubj/2 slept/sleep/VERB/root/0 ./_/PUNCT/punct/2"


def coded(*sentences: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return code(*sentences, LAND)


def test_a_bombing_named_after_a_city_falls_on_its_state() -> None:
    found = coded(
        "A/_/DET/det/3 Strelsau/_/PROPN/compound/3 bombing/_/NOUN/nsubj/4 killed/kill/VERB/root/0 "
        "five/_/NUM/obj/4 ./_/PUNCT/punct/4"
    )
    assert found == [("ASSAULT", (), ("Ruritania",))]


def test_victims_of_no_known_state_are_of_the_state_where_it_happens() -> None:
    found = coded(
        "Five/_/NUM/nsubj:pass/3 were/be/AUX/aux:pass/3 killed/kill/VERB/root/0 in/_/ADP/case/5 "
        "Strelsau/_/PROPN/obl/3 ./_/PUNCT/punct/3"
    )
    assert found == [("ASSAULT", (), ("Ruritania",))]


def test_who_an_attack_is_ascribed_to() -> None:
    found = coded(
        "An/_/DET/det/2 attack/_/NOUN/nsubj/6 blamed/blame/VERB/acl/2 on/_/ADP/case/5 "
        "Borduria/_/PROPN/obl/3 shook/shake/VERB/root/0 Strelsau/_/PROPN/obj/6 ./_/PUNCT/punct/6"
    )
    assert found[0][:2] == ("ASSAULT", ("Borduria",))


def test_people_arrested_in_a_city_are_arrested_by_its_state() -> None:
    found = coded(
        "Hundreds/hundred/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 arrested/arrest/VERB/root/0 "
        "in/_/ADP/case/5 Strelsau/_/PROPN/obl/3 ./_/PUNCT/punct/3"
    )
    assert found == [("COERCE", ("Ruritania",), ("Ruritania",))]


def test_people_protest_in_their_own_state() -> None:
    found = coded(
        "Thousands/thousand/NOUN/nsubj/2 protested/protest/VERB/root/0 in/_/ADP/case/4 "
        "Strelsau/_/PROPN/obl/2 ./_/PUNCT/punct/2"
    )
    assert found == [("PROTEST", ("Ruritania",), ("Ruritania",))]


def test_a_protest_at_a_foreign_embassy_is_of_nobody_known() -> None:
    found = coded(
        "Thousands/thousand/NOUN/nsubj/2 protested/protest/VERB/root/0 against/_/ADP/case/4 "
        "Borduria/_/PROPN/obl/2 in/_/ADP/case/6 Strelsau/_/PROPN/obl/2 ./_/PUNCT/punct/2"
    )
    assert found == [("PROTEST", (), ("Borduria",))]


def test_whose_request_is_declined() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 urged/urge/VERB/root/0 Borduria/_/PROPN/obj/2 to/_/PART/mark/5 "
        "withdraw/_/VERB/xcomp/2 ./_/PUNCT/punct/2",
        "Borduria/_/PROPN/nsubj/2 declined/decline/VERB/root/0 the/_/DET/det/4 "
        "request/_/NOUN/obj/2 ./_/PUNCT/punct/2",
    )
    assert found[1] == ("REJECT", ("Borduria",), ("Ruritania",))


def test_the_one_asked_stands_as_indirect_object() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 asked/ask/VERB/root/0 Borduria/_/PROPN/iobj/2 to/_/PART/mark/5 "
        "waive/_/VERB/xcomp/2 immunity/_/NOUN/obj/5 ./_/PUNCT/punct/2"
    )
    assert found == [("REQUEST", ("Ruritania",), ("Borduria",))]


def test_condolences_are_for_the_state_that_was_struck() -> None:
    found = coded(
        "A/_/DET/det/3 Strelsau/_/PROPN/compound/3 bombing/_/NOUN/nsubj/4 killed/kill/VERB/root/0 "
        "five/_/NUM/obj/4 ./_/PUNCT/punct/4",
        "Borduria/_/PROPN/nsubj/2 expressed/express/VERB/root/0 condolences/_/NOUN/obj/2 "
        "to/_/ADP/case/6 the/_/DET/det/6 families/family/NOUN/obl/2 ./_/PUNCT/punct/2",
    )
    assert found[1] == ("SUPPORT", ("Borduria",), ("Ruritania",))


def test_what_belongs_to_a_state_is_the_states() -> None:
    found = code(
        "Plants/plant/NOUN/nsubj:pass/6 belonging/belong/VERB/acl/1 to/_/ADP/case/4 "
        "Borduria/_/PROPN/obl/2 were/be/AUX/aux:pass/6 attacked/attack/VERB/root/0 "
        "./_/PUNCT/punct/6"
    )
    assert found == [("ASSAULT", (), ("Borduria",))]


def test_who_is_spoken_of_in_a_question_clause() -> None:
    """Anger at how somebody acts is anger at him."""
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 lashed/lash/VERB/root/0 out/_/ADP/compound:prt/2 at/_/ADP/case/5 "
        "how/_/ADV/obl/2 Borduria/_/PROPN/nsubj/7 voted/vote/VERB/acl:relcl/5 ./_/PUNCT/punct/2"
    )
    found: list[Event] = list(events(doc))
    assert [who_to_whom(e) for e in found] == [("ACCUSE", ("Rudolf",), ("Borduria",))]


def test_whom_a_campaign_is_to_free_a_city_from() -> None:
    found = coded(
        "Ruritania/_/PROPN/nsubj/2 launched/launch/VERB/root/0 a/_/DET/det/4 "
        "campaign/_/NOUN/obj/2 to/_/PART/mark/6 liberate/_/VERB/acl/4 Strelsau/_/PROPN/obj/6 "
        "from/_/ADP/case/9 Borduria/_/PROPN/obl/6 ./_/PUNCT/punct/2"
    )
    assert found == [("ASSAULT", ("Ruritania",), ("Borduria",))]


def test_an_army_at_home_does_not_strike_its_own_state() -> None:
    found = coded(
        "Ruritania/_/PROPN/nsubj/2 launched/launch/VERB/root/0 airstrikes/airstrike/NOUN/obj/2 "
        "near/_/ADP/case/5 Strelsau/_/PROPN/obl/2 ./_/PUNCT/punct/2"
    )
    assert found == [("ASSAULT", ("Ruritania",), ())]


def test_whose_withdrawal_is_called_for() -> None:
    found = coded(
        "Rudolf/_/PROPN/nsubj/2 called/call/VERB/root/0 for/_/ADP/case/6 "
        "Borduria/_/PROPN/nmod:poss/6 ’s/_/PART/case/4 withdrawal/_/NOUN/obl/2 "
        "from/_/ADP/case/8 Syldavia/_/PROPN/nmod/6 "
        "./_/PUNCT/punct/2"
    )
    assert found == [("REQUEST", ("Rudolf",), ("Borduria",))]


def test_to_whom_a_letter_of_request_is_written() -> None:
    found = code(
        "Rudolf/_/PROPN/nsubj/2 wrote/write/VERB/root/0 to/_/ADP/case/4 Borduria/_/PROPN/obl/2 "
        "asking/ask/VERB/advcl/2 to/_/PART/mark/7 free/_/VERB/xcomp/5 "
        "prisoners/prisoner/NOUN/obj/7 ./_/PUNCT/punct/2"
    )
    assert found == [("REQUEST", ("Rudolf",), ("Borduria",))]


def test_who_was_given_assurances_received_them() -> None:
    found = code(
        "Borduria/_/PROPN/nsubj:pass/3 was/be/AUX/aux:pass/3 given/give/VERB/root/0 "
        "assurances/assurance/NOUN/obj/3 from/_/ADP/case/6 Ruritania/_/PROPN/obl/3 "
        "./_/PUNCT/punct/3"
    )
    assert found == [("AGREE", ("Ruritania",), ("Borduria",))]


def test_an_object_stands_behind_the_second_of_two_verbs() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 bombed/bomb/VERB/root/0 and/_/CCONJ/cc/4 "
        "shelled/shell/VERB/conj/2 Borduria/_/PROPN/obj/4 ./_/PUNCT/punct/2"
    )
    assert {f[2] for f in found} == {("Borduria",)}


def test_a_headline_leaves_out_the_was_of_the_passive() -> None:
    doc = parse(
        "Rudolf/_/PROPN/nsubj/2 arrested/arrest/VERB/root/0 in/_/ADP/case/4 Szohod/_/PROPN/obl/2",
        "Borduria/_/PROPN/nsubj/2 slept/sleep/VERB/root/0 ./_/PUNCT/punct/2",
    )
    assert [who_to_whom(e) for e in events(doc)] == [("COERCE", ("Borduria",), ("Rudolf",))]


def test_a_bomb_is_named_after_the_place_where_it_went_off() -> None:
    found = code(
        "A/_/DET/det/3 Borduria/_/PROPN/compound/3 bomb/_/NOUN/nsubj/4 killed/kill/VERB/root/0 "
        "five/_/NUM/obj/4 ./_/PUNCT/punct/4"
    )
    assert found == [("ASSAULT", (), ("Borduria",))]


def test_numbers_tell_one_series_of_strikes_from_another() -> None:
    found = code(
        *(
            f"Ruritania/_/PROPN/nsubj/2 conducted/conduct/VERB/root/0 {n}/_/NUM/nummod/4 "
            "airstrikes/airstrike/NOUN/obj/2 on/_/ADP/case/6 Borduria/_/PROPN/obl/2 "
            "./_/PUNCT/punct/2"
            for n in ("five", "nine")
        )
    )
    assert found == [("ASSAULT", ("Ruritania",), ("Borduria",))] * 2


def test_talks_that_one_is_ready_for_are_with_their_other_side() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/3 is/be/AUX/cop/3 ready/_/ADJ/root/0 to/_/PART/mark/5 "
        "resume/_/VERB/xcomp/3 talks/talk/NOUN/obj/5 with/_/ADP/case/8 Borduria/_/PROPN/nmod/6 "
        "./_/PUNCT/punct/3"
    )
    assert found == [("AGREE", ("Ruritania",), ("Borduria",))]


def test_officials_do_not_ask_their_own_state_by_the_way() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 called/call/VERB/root/0 for/_/ADP/case/4 talks/talk/NOUN/obl/2 "
        "on/_/ADP/case/8 Ruritania/_/PROPN/nmod:poss/8 ’s/_/PART/case/6 concerns/_/NOUN/nmod/4 "
        "./_/PUNCT/punct/2"
    )
    assert found == [("REQUEST", ("Ruritania",), ())]


def test_the_telling_that_names_more_of_them_counts() -> None:
    found = code(
        "Ruritania/_/PROPN/nsubj/2 sanctioned/sanction/VERB/root/0 Borduria/_/PROPN/obj/2 "
        "./_/PUNCT/punct/2",
        "Ruritania/_/PROPN/nsubj/4 and/_/CCONJ/cc/3 Syldavia/_/PROPN/conj/1 "
        "imposed/impose/VERB/root/0 sanctions/_/NOUN/obj/4 on/_/ADP/case/7 Borduria/_/PROPN/obl/4 "
        "./_/PUNCT/punct/4",
    )
    assert found == [("SANCTION", ("Ruritania", "Syldavia"), ("Borduria",))]

"""Given this sentence, these statements: who is reported as having said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.coding.hand_parsed import grounding, parse

from detente.coding.statements import code_statements, with_occasions
from detente.record import Event, Span, Statement, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.grounding.bundle import Grounding


def content(doc: Doc, statement: Statement) -> list[str]:
    return [doc.text[c.start : c.end] for c in statement.content]


def read(doc: Doc, *names: str, **more: object) -> tuple[Statement, ...]:
    return code_statements(doc, grounding(doc, *names, **more))  # type: ignore[arg-type]


SAID_THAT = (
    "Petrova/_/PROPN/nsubj/2 told/tell/VERB/root/0 reporters/reporter/NOUN/iobj/2 "
    "on/_/ADP/case/5 Monday/_/PROPN/obl/2 that/_/SCONJ/mark/8 talks/talk/NOUN/nsubj/8 "
    "failed/fail/VERB/ccomp/2 and/_/CCONJ/cc/12 the/_/DET/det/11 border/_/NOUN/nsubj/12 "
    "closed/close/VERB/conj/8 ./_/PUNCT/punct/2"
)


def test_a_that_clause_is_content_without_that_and_full_stop() -> None:
    doc = parse(SAID_THAT)
    (found,) = read(doc, "Petrova", "reporters")
    assert content(doc, found) == ["talks failed and the border closed"]
    assert (found.speaker, found.kind, found.audience) == ("Petrova", "indirect", ("reporters",))
    assert found.source is not None and found.cue is not None
    assert doc.text[found.source.start : found.source.end] == "Petrova"
    assert doc.text[found.cue.start : found.cue.end] == "told"


def test_the_day_in_the_clause_of_saying_dates_the_statement() -> None:
    doc = parse(SAID_THAT)
    start = doc.text.index("Monday")
    monday = Time(
        id="t1", start=start, end=start + 6, text="Monday", type="DATE", value="2024-03-04"
    )
    (found,) = read(doc, "Petrova", times=(monday,))
    assert found.date == "2024-03-04"


def test_no_day_is_guessed() -> None:
    (found,) = read(parse(SAID_THAT), "Petrova")
    assert found.date is None


BETWEEN = (
    "“/_/PUNCT/punct/3 We/_/PRON/nsubj/3 wait/_/VERB/ccomp/7 ,/_/PUNCT/punct/3 "
    "”/_/PUNCT/punct/3 Ivanov/_/PROPN/nsubj/7 said/say/VERB/root/0 ./_/PUNCT/punct/7"
)
GOES_ON = (
    "“/_/PUNCT/punct/4 They/_/PRON/nsubj/4 must/_/AUX/aux/4 leave/_/VERB/root/0 "
    "our/_/PRON/nmod:poss/6 land/_/NOUN/obj/4 ./_/PUNCT/punct/4 ”/_/PUNCT/punct/4"
)


def test_a_quotation_that_goes_on_after_its_cue_is_one_statement() -> None:
    doc = parse(BETWEEN, GOES_ON)
    (found,) = read(doc, "Ivanov")
    assert content(doc, found) == ["“We wait,”", "“They must leave our land.”"]
    assert (found.speaker, found.kind) == ("Ivanov", "direct")
    assert [doc.text[q.start : q.end] for q in found.quotes] == [
        "We wait,",
        "They must leave our land.",
    ]


def test_a_quotation_paragraph_without_a_cue_is_the_last_speakers() -> None:
    doc = parse(BETWEEN, "¶", GOES_ON)
    first, second = read(doc, "Ivanov")
    assert content(doc, second) == ["“They must leave our land.”"]
    assert second.speaker == "Ivanov" and second.cue is None and first.id != second.id


def test_a_quotation_that_nobody_speaks_has_no_speaker() -> None:
    doc = parse(GOES_ON)
    (found,) = read(doc, "Ivanov")
    assert found.speaker is None and found.kind == "direct"


def test_content_partly_in_quotation_marks_is_mixed() -> None:
    doc = parse(
        "Ivanov/_/PROPN/nsubj/2 said/say/VERB/root/0 the/_/DET/det/4 plan/_/NOUN/nsubj/7 "
        "was/be/AUX/cop/7 “/_/PUNCT/punct/7 dead/_/ADJ/ccomp/2 ”/_/PUNCT/punct/7 "
        "./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Ivanov")
    assert content(doc, found) == ["the plan was “dead”"]
    assert found.kind == "mixed"
    assert [doc.text[q.start : q.end] for q in found.quotes] == ["dead"]


def test_next_speakers_clause_is_cut_off_even_if_the_parse_hangs_it_on_the_first() -> None:
    doc = parse(
        "Ivanov/_/PROPN/nsubj/2 said/say/VERB/root/0 time/_/NOUN/nsubj/4 "
        "remained/remain/VERB/ccomp/2 ,/_/PUNCT/punct/8 but/_/CCONJ/cc/8 he/_/PRON/nsubj/8 "
        "warned/warn/VERB/conj/4 that/_/SCONJ/mark/11 sanctions/sanction/NOUN/nsubj/11 "
        "loomed/loom/VERB/ccomp/8 ./_/PUNCT/punct/2"
    )
    first, second = read(doc, "Ivanov", "he=Ivanov")
    assert content(doc, first) == ["time remained"]
    assert content(doc, second) == ["sanctions loomed"]
    assert second.speaker == "Ivanov"


def test_noun_phrases_and_infinitives_are_content_too() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 announced/announce/VERB/root/0 a/_/DET/det/5 "
        "full/_/ADJ/amod/5 withdrawal/_/NOUN/obj/2 and/_/CCONJ/cc/7 urged/urge/VERB/conj/2 "
        "Ivanov/_/PROPN/obj/7 to/_/PART/mark/10 follow/_/VERB/xcomp/7 ./_/PUNCT/punct/2"
    )
    first, second = read(doc, "Petrova", "Ivanov")
    assert content(doc, first) == ["a full withdrawal"]
    assert content(doc, second) == ["to follow"]
    assert second.speaker == "Petrova" and second.audience == ("Ivanov",)


def test_thanks_take_in_whom_they_go_to_and_for_what() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 thanked/thank/VERB/root/0 Ivanov/_/PROPN/obj/2 "
        "for/_/ADP/case/6 his/_/PRON/nmod:poss/6 patience/_/NOUN/obl/2 ./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Petrova", "Ivanov")
    assert content(doc, found) == ["Ivanov for his patience"]
    assert found.audience == ("Ivanov",)


def test_according_to_takes_the_sentence_around_it() -> None:
    doc = parse(
        "The/_/DET/det/2 convoy/_/NOUN/nsubj/3 crossed/cross/VERB/root/0 the/_/DET/det/5 "
        "river/_/NOUN/obj/3 ,/_/PUNCT/punct/9 according/accord/VERB/case/9 to/_/ADP/fixed/7 "
        "Agency/_/PROPN/obl/3 ./_/PUNCT/punct/3"
    )
    (found,) = read(doc, "Agency")
    assert content(doc, found) == ["The convoy crossed the river"]
    assert found.speaker == "Agency"


def test_one_who_only_passes_words_on_is_via_and_makes_no_statement() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 stressed/stress/VERB/root/0 the/_/DET/det/4 "
        "need/_/NOUN/obj/2 for/_/ADP/case/6 restraint/_/NOUN/nmod/4 ,/_/PUNCT/punct/10 "
        "according/accord/VERB/case/10 to/_/ADP/fixed/8 Agency/_/PROPN/obl/2 "
        "./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Petrova", "Agency")
    assert content(doc, found) == ["the need for restraint"]
    assert (found.speaker, found.via) == ("Petrova", "Agency")


def test_what_a_person_says_others_said_stays_that_persons_statement() -> None:
    doc = parse(
        "Ivanov/_/PROPN/nsubj/2 said/say/VERB/root/0 Petrova/_/PROPN/nsubj/4 "
        "promised/promise/VERB/ccomp/2 aid/_/NOUN/obj/4 ./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Petrova", "Ivanov")
    assert content(doc, found) == ["Petrova promised aid"]
    assert found.speaker == "Ivanov"


def test_words_not_spoken_yet_or_not_at_all_are_no_statements() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/3 will/_/AUX/aux/3 announce/_/VERB/root/0 a/_/DET/det/5 "
        "plan/_/NOUN/obj/3 ./_/PUNCT/punct/3",
        "Ivanov/_/PROPN/nsubj/4 did/do/AUX/aux/4 not/_/PART/advmod/4 say/_/VERB/root/0 "
        "when/_/ADV/advmod/7 talks/talk/NOUN/nsubj/7 resume/_/VERB/ccomp/4 ./_/PUNCT/punct/4",
    )
    assert read(doc, "Petrova", "Ivanov") == ()


def test_a_headline_that_says_somebody_speaks_is_a_statement() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 tells/tell/VERB/root/0 envoys/envoy/NOUN/obj/2 "
        "to/_/PART/mark/5 leave/_/VERB/xcomp/2 capital/_/NOUN/obj/5",
        "¶",
        BETWEEN,
    )
    first, second = read(doc, "Petrova", "Ivanov", "envoys", title=6)
    assert content(doc, first) == ["to leave capital"]
    assert first.audience == ("envoys",)
    assert second.speaker == "Ivanov"


def test_paragraphs_given_in_full_are_a_statement_each() -> None:
    colon = "Petrova/_/PROPN/nsubj/2 said/say/VERB/root/0 :/_/PUNCT/punct/2"
    one = (
        "We/_/PRON/nsubj/2 closed/close/VERB/root/0 the/_/DET/det/4 port/_/NOUN/obj/2 "
        "./_/PUNCT/punct/2"
    )
    two = "Our/_/PRON/nmod:poss/2 navy/_/NOUN/nsubj/3 stays/stay/VERB/root/0 ./_/PUNCT/punct/3"
    back = (
        "She/_/PRON/nsubj/2 added/add/VERB/root/0 that/_/SCONJ/mark/5 all/_/DET/nsubj/5 "
        "agreed/agree/VERB/ccomp/2 ./_/PUNCT/punct/2"
    )
    doc = parse(colon, "¶", one, "¶", two, "¶", back)
    found = read(doc, "Petrova", "She=Petrova")
    assert [content(doc, s) for s in found] == [
        ["We closed the port."],
        ["Our navy stays."],
        ["all agreed"],
    ]
    assert {s.speaker for s in found} == {"Petrova"}


def test_a_statement_takes_the_meeting_named_in_its_sentence_as_occasion() -> None:
    doc = parse(
        "Ivanov/_/PROPN/nsubj/2 said/say/VERB/root/0 at/_/ADP/case/5 a/_/DET/det/5 "
        "summit/_/NOUN/obl/2 that/_/SCONJ/mark/8 talks/talk/NOUN/nsubj/8 "
        "failed/fail/VERB/ccomp/2 ./_/PUNCT/punct/2"
    )
    statements = read(doc, "Ivanov")
    start = doc.text.index("summit")
    summit = Event(
        id="e1",
        type="CONSULT",
        quad=1,
        intensity=1.0,
        date="2024-03-04",
        status="happened",
        trigger=Span(start=start, end=start + 6),
        confidence=0.9,
    )
    (found,) = with_occasions(statements, (summit,), doc)
    assert (found.occasion, found.date) == ("e1", "2024-03-04")


def with_spans(
    doc: Doc, source: tuple[int, int], cue: tuple[int, int], said: tuple[int, int]
) -> Doc:
    from spacy.tokens import Span as DocSpan

    for name, (start, end) in {"source": source, "cue": cue, "content": said}.items():
        doc.spans[name] = [DocSpan(doc, start, end, span_id="r1")]
    return doc


ODD_CUE = (
    "Ivanov/_/PROPN/nsubj/3 broadly/_/ADV/advmod/3 intimated/intimate/VERB/root/0 "
    "talks/talk/NOUN/nsubj/5 failed/fail/VERB/dep/3 ./_/PUNCT/punct/3"
)


def test_the_models_statement_is_kept_only_with_a_word_of_saying() -> None:
    doc = parse(ODD_CUE)
    assert read(with_spans(doc, (0, 1), (2, 3), (3, 5)), "Ivanov") == ()
    said = parse(ODD_CUE.replace("intimated/intimate", "said/say").replace("/dep/", "/advcl/"))
    (found,) = read(with_spans(said, (0, 1), (2, 3), (3, 5)), "Ivanov")
    assert content(said, found) == ["talks failed"]


def test_empty_and_bare_texts_have_no_statements() -> None:
    from spacy.tokens import Doc
    from tests.coding.hand_parsed import vocab

    assert read(Doc(vocab(), words=[])) == ()
    assert read(Doc(vocab(), words=["\n"], spaces=[False])) == ()


def test_same_doc_gives_the_same_statements() -> None:
    doc = parse(BETWEEN, GOES_ON)
    known: Grounding = grounding(doc, "Ivanov")
    assert code_statements(doc, known) == code_statements(doc, known)


TWO_VERBS = (
    "Ivanov/_/PROPN/nsubj/2 gave/give/VERB/root/0 his/_/PRON/nmod:poss/6 “/_/PUNCT/punct/6 "
    "deepest/deep/ADJ/amod/6 sympathies/sympathy/NOUN/obj/2 ”/_/PUNCT/punct/6 and/_/CCONJ/cc/9 "
    "said/say/VERB/conj/2 two/_/NUM/nsubj/12 were/be/AUX/aux/12 missing/miss/VERB/conj/9 "
    "./_/PUNCT/punct/2"
)


def test_words_that_belong_to_another_verb_give_way_to_what_the_model_read() -> None:
    doc = with_spans(parse(TWO_VERBS), (0, 1), (8, 9), (9, 12))
    (found,) = read(doc, "Ivanov")
    assert content(doc, found) == ["two were missing"]
    assert found.speaker == "Ivanov"


def test_content_takes_in_the_subject_that_the_parse_cut_off() -> None:
    sentence = (
        "Ivanov/_/PROPN/nsubj/2 said/say/VERB/root/0 the/_/DET/det/4 port/_/NOUN/obj/2 "
        "burned/burn/VERB/ccomp/2 ./_/PUNCT/punct/2"
    )
    doc = with_spans(parse(sentence), (0, 1), (1, 2), (2, 5))
    (found,) = read(doc, "Ivanov")
    assert content(doc, found) == ["the port burned"]


def test_the_name_behind_an_office_speaks() -> None:
    sentence = (
        "The/_/DET/det/2 governor/_/NOUN/nsubj/8 of/_/ADP/case/4 Lesk/_/PROPN/nmod/2 "
        ",/_/PUNCT/punct/6 Ivanov/_/PROPN/appos/4 ,/_/PUNCT/punct/6 said/say/VERB/root/0 "
        "talks/talk/NOUN/nsubj/10 failed/fail/VERB/ccomp/8 ./_/PUNCT/punct/8"
    )
    doc = parse(sentence)
    doc[5].ent_type_ = "PERSON"
    (found,) = read(doc, "Ivanov", "governor")
    assert found.speaker == "Ivanov"


def test_nobody_says_nothing() -> None:
    doc = parse(
        "No/_/DET/det/2 group/_/NOUN/nsubj/3 claimed/claim/VERB/root/0 "
        "responsibility/_/NOUN/obj/3 ./_/PUNCT/punct/3"
    )
    assert read(doc, "group") == ()


def test_what_somebody_calls_a_thing_is_said_with_or_without_quotation_marks() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 dismissed/dismiss/VERB/root/0 the/_/DET/det/4 "
        "offer/_/NOUN/obj/2 as/_/ADP/case/7 a/_/DET/det/7 ploy/_/NOUN/obl/2 ./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Petrova")
    assert content(doc, found) == ["the offer as a ploy"]


def test_guests_are_not_welcomed_in_words() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 welcomed/welcome/VERB/root/0 Ivanov/_/PROPN/obj/2 "
        "./_/PUNCT/punct/2",
        "Petrova/_/PROPN/nsubj/2 welcomed/welcome/VERB/root/0 the/_/DET/det/4 vote/_/NOUN/obj/2 "
        "./_/PUNCT/punct/2",
    )
    (found,) = read(doc, "Petrova", "Ivanov")
    assert content(doc, found) == ["the vote"]


def test_the_agent_of_a_passive_speaks() -> None:
    doc = parse(
        "The/_/DET/det/2 withdrawal/_/NOUN/nsubj:pass/4 was/be/AUX/aux:pass/4 "
        "announced/announce/VERB/root/0 by/_/ADP/case/6 Petrova/_/PROPN/obl:agent/4 "
        "./_/PUNCT/punct/4"
    )
    (found,) = read(doc, "Petrova")
    assert content(doc, found) == ["The withdrawal"]
    assert found.speaker == "Petrova"


def test_a_passive_without_agent_has_no_speaker_and_is_no_statement() -> None:
    doc = parse(
        "Reporters/_/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 told/tell/VERB/root/0 "
        "that/_/SCONJ/mark/6 talks/talk/NOUN/nsubj/6 failed/fail/VERB/ccomp/3 ./_/PUNCT/punct/3"
    )
    assert read(doc, "Reporters") == ()


def test_a_finite_verb_joined_to_an_infinitive_is_the_speakers() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 urged/urge/VERB/root/0 Ivanov/_/PROPN/obj/2 to/_/PART/mark/5 "
        "wait/_/VERB/xcomp/2 and/_/CCONJ/cc/7 promised/promise/VERB/conj/5 aid/_/NOUN/obj/7 "
        "./_/PUNCT/punct/2"
    )
    first, second = read(doc, "Petrova", "Ivanov")
    assert content(doc, first) == ["to wait"]
    assert content(doc, second) == ["aid"]
    assert second.speaker == "Petrova"


def test_restraint_is_urged_and_people_are_urged_to_do_something() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 urged/urge/VERB/root/0 restraint/_/NOUN/obj/2 ./_/PUNCT/punct/2"
    )
    (found,) = read(doc, "Petrova")
    assert content(doc, found) == ["restraint"] and found.audience == ()


def test_the_diplomat_is_the_diplomat_who_has_just_spoken() -> None:
    doc = parse(
        "A/_/DET/det/2 diplomat/_/NOUN/nsubj/3 said/say/VERB/root/0 talks/talk/NOUN/nsubj/5 "
        "failed/fail/VERB/ccomp/3 ./_/PUNCT/punct/3",
        "“/_/PUNCT/punct/3 We/_/PRON/nsubj/3 wait/_/VERB/ccomp/8 ,/_/PUNCT/punct/3 "
        "”/_/PUNCT/punct/3 the/_/DET/det/7 diplomat/_/NOUN/nsubj/8 said/say/VERB/root/0 "
        "./_/PUNCT/punct/8",
    )
    known = grounding(doc, "diplomat", "Ivanov")
    second = [t.i for t in doc if t.text == "diplomat"][1]
    known.actors.by_token[second] = ("Ivanov",)  # type: ignore[index]
    assert [s.speaker for s in code_statements(doc, known)] == ["diplomat", "diplomat"]


def test_she_right_behind_a_persons_words_is_that_person() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 said/say/VERB/root/0 talks/talk/NOUN/nsubj/4 "
        "failed/fail/VERB/ccomp/2 ./_/PUNCT/punct/2",
        "She/_/PRON/nsubj/2 said/say/VERB/root/0 aid/_/NOUN/nsubj/4 ended/end/VERB/ccomp/2 "
        "./_/PUNCT/punct/2",
    )
    found = read(doc, "Petrova", "Lind", "She=Lind")
    assert [s.speaker for s in found] == ["Petrova", "Petrova"]


def test_one_who_replies_is_not_the_one_who_spoke() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 said/say/VERB/root/0 talks/talk/NOUN/nsubj/4 "
        "failed/fail/VERB/ccomp/2 ./_/PUNCT/punct/2",
        "She/_/PRON/nsubj/2 replied/reply/VERB/root/0 aid/_/NOUN/nsubj/4 ended/end/VERB/ccomp/2 "
        "./_/PUNCT/punct/2",
    )
    found = read(doc, "Petrova", "Lind", "She=Lind")
    assert [s.speaker for s in found] == ["Petrova", "Lind"]


OPEN = (
    "“/_/PUNCT/punct/3 They/_/PRON/nsubj/3 left/leave/VERB/root/0 our/_/PRON/nmod:poss/5 "
    "land/_/NOUN/obj/3 ./_/PUNCT/punct/3"
)


def test_all_paragraphs_of_a_quotation_are_those_of_who_is_named_at_its_end() -> None:
    doc = parse(OPEN, "¶", BETWEEN)
    first, second = read(doc, "Ivanov")
    assert content(doc, first) == ["“They left our land."]
    assert (first.speaker, second.speaker) == ("Ivanov", "Ivanov")


def test_a_quotation_alone_is_of_whom_the_sentence_before_it_is_about() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 arrived/arrive/VERB/root/0 in/_/ADP/case/4 Lesk/_/PROPN/obl/2 "
        "./_/PUNCT/punct/2",
        "¶",
        GOES_ON,
    )
    (found,) = read(doc, "Petrova")
    assert found.speaker == "Petrova" and found.cue is None


def test_a_headline_names_its_speaker_before_a_colon() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/4 :/_/PUNCT/punct/4 Talks/talk/NOUN/nsubj/4 continue/_/VERB/root/0",
        "¶",
        BETWEEN,
    )
    first, _ = read(doc, "Petrova", "Ivanov", title=4)
    assert content(doc, first) == ["Talks continue"]
    assert first.speaker == "Petrova"


def test_a_page_that_is_a_statement_gives_each_paragraph_to_its_issuer() -> None:
    doc = parse(
        "Statement/_/NOUN/root/0 by/_/ADP/case/3 Petrova/_/PROPN/nmod/1 on/_/ADP/case/5 "
        "Lesk/_/PROPN/nmod/1",
        "¶",
        "We/_/PRON/nsubj/2 closed/close/VERB/root/0 the/_/DET/det/4 port/_/NOUN/obj/2 "
        "today/_/NOUN/obl/2 ./_/PUNCT/punct/2",
        "¶",
        "Our/_/PRON/nmod:poss/2 navy/_/NOUN/nsubj/3 stays/stay/VERB/root/0 off/_/ADP/case/6 "
        "the/_/DET/det/6 coast/_/NOUN/obl/3 ./_/PUNCT/punct/3",
    )
    found = read(doc, "Petrova", title=5)
    assert [content(doc, s) for s in found] == [
        ["We closed the port today."],
        ["Our navy stays off the coast."],
    ]
    assert {(s.speaker, s.kind) for s in found} == {("Petrova", "direct")}


def test_sources_who_ask_not_to_be_named_have_said_nothing_by_that() -> None:
    doc = parse(
        "Ivanov/_/PROPN/nsubj/2 asked/ask/VERB/root/0 not/_/PART/advmod/6 to/_/PART/mark/6 "
        "be/_/AUX/aux:pass/6 named/name/VERB/xcomp/2 ./_/PUNCT/punct/2"
    )
    assert read(doc, "Ivanov") == ()


def test_bullets_after_a_colon_are_a_statement_each_without_their_marks() -> None:
    doc = parse(
        "Petrova/_/PROPN/nsubj/2 said/say/VERB/root/0 :/_/PUNCT/punct/2",
        "¶",
        "•/_/PUNCT/punct/3 talks/talk/NOUN/nsubj/3 resume/_/VERB/root/0 ./_/PUNCT/punct/3",
        "¶",
        "•/_/PUNCT/punct/3 aid/_/NOUN/nsubj/3 flows/flow/VERB/root/0 ./_/PUNCT/punct/3",
        "¶",
        "Ivanov/_/PROPN/nsubj/2 left/leave/VERB/root/0 ./_/PUNCT/punct/2",
    )
    found = read(doc, "Petrova", "Ivanov")
    assert [content(doc, s) for s in found] == [["talks resume"], ["aid flows"]]

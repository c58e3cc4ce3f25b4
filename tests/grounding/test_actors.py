"""Actors of a report: from sentences parsed by hand, so that no model is needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.grounding.actors import ground_actors
from detente.grounding.bundle import ActorIndex, Header

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

DAY = "2019-10-08"


@cache
def vocab() -> Vocab:
    import spacy

    return spacy.blank("en").vocab


def parsed(*sentences: str) -> Doc:
    """A Doc from sentences of ``word/POS/relation/head``, heads counted from 1, root 0; a fifth
    cell is an entity label, ``I`` continues the entity before. Lemmas are needed for few verbs."""
    from spacy.tokens import Doc

    words: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    ents: list[str] = []
    for sentence in sentences:
        base = len(words)
        for i, cell in enumerate(sentence.split()):
            word, tag, dep, head, *label = cell.split("/")
            words.append(word)
            pos.append(tag)
            deps.append(dep if head != "0" else "ROOT")
            heads.append(base + int(head) - 1 if head != "0" else base + i)
            kind = label[0] if label else ""
            ents.append(f"I-{ents[-1][2:]}" if kind == "I" else f"B-{kind}" if kind else "O")
    lemmas = [{"warned": "warn", "answered": "answer"}.get(word, word.lower()) for word in words]
    return Doc(vocab(), words=words, pos=pos, deps=deps, heads=heads, ents=ents, lemmas=lemmas)


def read(*sentences: str, date: str | None = DAY) -> tuple[Doc, ActorIndex]:
    doc = parsed(*sentences)
    return doc, ground_actors(doc, Header(published=date))


def pointed(doc: Doc, index: ActorIndex, word: str, nth: int = 0) -> list[str]:
    token = [t for t in doc if t.text == word][nth]
    return [index.get(i).name for i in index.at(token)]


LAVROV = (
    "Russian/ADJ/amod/4 Foreign/ADJ/amod/3 Minister/PROPN/nmod:desc/4 Sergey/PROPN/nsubj/6/PERSON "
    "Lavrov/PROPN/flat/4/I arrived/VERB/root/0 ./PUNCT/punct/6"
)


def test_a_title_tells_office_state_and_sector() -> None:
    doc, index = read(LAVROV)
    (lavrov,) = index.actors
    assert (lavrov.name, lavrov.kind, lavrov.country) == ("Sergey Lavrov", "person", "RUS")
    assert (lavrov.office, lavrov.sectors) == ("foreign minister", ("GOV",))
    assert lavrov.mentions[0].text == "Russian Foreign Minister Sergey Lavrov"
    assert pointed(doc, index, "Sergey") == ["Sergey Lavrov"]


def test_last_name_description_and_pronoun_are_the_same_person() -> None:
    doc, index = read(
        LAVROV,
        "Lavrov/PROPN/nsubj/2/PERSON said/VERB/root/0 that/SCONJ/mark/6 the/DET/det/5 "
        "minister/NOUN/nsubj/6 agreed/VERB/ccomp/2 ./PUNCT/punct/2",
        "He/PRON/nsubj/2 left/VERB/root/0 ./PUNCT/punct/2",
    )
    assert len(index.actors) == 1
    for word in ("minister", "He"):
        assert pointed(doc, index, word) == ["Sergey Lavrov"]


def test_two_persons_of_one_last_name_stay_two() -> None:
    _, index = read(
        "President/PROPN/nmod:desc/2 Bob/PROPN/nsubj/4/PERSON Stone/PROPN/flat/2/I met/VERB/root/0 "
        "Clara/PROPN/obj/4/PERSON Stone/PROPN/flat/5/I ./PUNCT/punct/4"
    )
    assert [a.name for a in index.actors] == ["Bob Stone", "Clara Stone"]


def test_a_spokesperson_acts_for_the_state_of_the_one_spoken_for() -> None:
    _, index = read(
        "Ruritanian/ADJ/amod/3 Chancellor/PROPN/nmod:desc/3 Anna/PROPN/nmod:poss/6/PERSON "
        "Berg/PROPN/flat/3/I 's/PART/case/3 spokesperson/NOUN/nsubj/11 ,/PUNCT/punct/9 "
        "Otto/PROPN/appos/6/PERSON Lang/PROPN/flat/8/I ,/PUNCT/punct/8 spoke/VERB/root/0",
        "German/ADJ/amod/3 Chancellor/PROPN/nmod:desc/3 Berg/PROPN/nsubj/4/PERSON left/VERB/root/0",
    )
    people = {a.name: a for a in index.actors if a.kind == "person"}
    assert people["Otto Lang"].office == "spokesperson"
    assert people["Otto Lang"].country == people["Anna Berg"].country == "DEU"


def test_a_bare_name_gets_its_state_from_the_day() -> None:
    sentence = "Pompeo/PROPN/nsubj/2/PERSON spoke/VERB/root/0 ./PUNCT/punct/2"
    _, index = read(sentence)
    assert (index.actors[0].country, index.actors[0].office) == ("USA", "secretary of state")
    _, index = read(sentence, date=None)
    assert index.actors[0].country is None


def test_the_report_wins_over_the_table() -> None:
    _, index = read(
        "French/ADJ/amod/3 President/PROPN/nmod:desc/3 Angela/PROPN/nsubj/5/PERSON "
        "Merkel/PROPN/flat/3/I spoke/VERB/root/0"
    )
    (actor,) = index.actors
    assert (actor.country, actor.office, actor.wikidata) == ("FRA", "president", None)


def test_an_ambassador_keeps_the_post_and_acts_for_the_sender() -> None:
    _, index = read(
        "US/PROPN/compound/2/GPE Ambassador/PROPN/nmod:desc/5 to/ADP/case/4 "
        "Germany/PROPN/nmod/2/GPE Lee/PROPN/nsubj/7/PERSON Grant/PROPN/flat/5/I spoke/VERB/root/0"
    )
    grant = next(a for a in index.actors if a.kind == "person")
    assert (grant.name, grant.country, grant.office) == (
        "Lee Grant",
        "USA",
        "ambassador to Germany",
    )


def test_both_leaders_are_the_two_named_last() -> None:
    doc, index = read(
        "Russian/ADJ/amod/3 President/PROPN/nmod:desc/3 Orlov/PROPN/nsubj/4/PERSON "
        "met/VERB/root/0 German/ADJ/amod/7 Chancellor/PROPN/nmod:desc/7 Weber/PROPN/obj/4/PERSON",
        "Both/DET/det/2 leaders/NOUN/nsubj/3 smiled/VERB/root/0",
    )
    assert pointed(doc, index, "leaders") == ["Orlov", "Weber"]


def test_groups_and_bodies_take_the_state_of_their_adjective() -> None:
    doc, index = read(
        "German/ADJ/amod/2 officials/NOUN/nsubj/3 told/VERB/root/0 reporters/NOUN/obj/3 "
        "./PUNCT/punct/3",
        "Officials/NOUN/nsubj/2 denied/VERB/root/0 it/PRON/obj/2",
    )
    officials = next(a for a in index.actors if a.name == "German officials")
    assert (officials.kind, officials.country, officials.sectors) == ("group", "DEU", ("GOV",))
    assert pointed(doc, index, "Officials") == ["German officials"]
    assert any(a.name == "reporters" and a.sectors == ("JRN",) for a in index.actors)


def test_a_capital_speaks_for_its_state_but_is_also_a_place() -> None:
    doc, index = read(
        "Moscow/PROPN/nsubj/2/GPE warned/VERB/root/0 Kyiv/PROPN/obj/2/GPE",
        "They/PRON/nsubj/2 met/VERB/root/0 in/ADP/case/4 Minsk/PROPN/obl/2/GPE",
    )
    assert pointed(doc, index, "Moscow") == ["Russia"]
    assert pointed(doc, index, "Kyiv") == ["Ukraine"]
    assert pointed(doc, index, "Minsk") == []


def test_an_acronym_in_brackets_names_the_body_before_it() -> None:
    doc, index = read(
        "The/DET/det/3 Harbour/PROPN/compound/3/ORG League/PROPN/nsubj/7/I (/PUNCT/punct/5 "
        "HLX/PROPN/appos/3/ORG )/PUNCT/punct/5 met/VERB/root/0",
        "The/DET/det/2 HLX/PROPN/nsubj/3/ORG agreed/VERB/root/0",
    )
    (league,) = index.actors
    assert (league.name, league.aliases) == ("Harbour League", ("HLX",))
    assert pointed(doc, index, "HLX", 1) == ["Harbour League"]


def test_a_release_speaks_for_its_issuer() -> None:
    doc, index = read(
        "They/PRON/nsubj/2 met/VERB/root/0 ,/PUNCT/punct/2 according/VERB/case/9 to/ADP/fixed/4 "
        "a/DET/det/9 Defense/PROPN/compound/8/ORG Department/PROPN/compound/9/I "
        "release/NOUN/obl/2",
        "The/DET/det/2 release/NOUN/nsubj/3 said/VERB/root/0 so/ADV/advmod/3",
    )
    assert pointed(doc, index, "release", 1) == ["Defense Department"]


def test_an_adjective_points_at_a_state_that_the_report_names() -> None:
    doc, index = read(
        "Iran/PROPN/nsubj/2/GPE denied/VERB/root/0 Iranian/ADJ/amod/4/NORP involvement/NOUN/obj/2"
    )
    assert pointed(doc, index, "Iranian") == ["Iran"]


def test_a_person_called_like_a_state_is_no_state() -> None:
    _, index = read(
        "Jordan/PROPN/nsubj/3/PERSON Hale/PROPN/flat/1/I spoke/VERB/root/0 ./PUNCT/punct/3"
    )
    assert [(a.name, a.kind) for a in index.actors] == [("Jordan Hale", "person")]


def test_one_of_a_group_is_whom_the_apposition_names() -> None:
    doc, index = read(
        "One/NUM/nsubj/9 of/ADP/case/4 these/DET/det/4 groups/NOUN/nmod/1 ,/PUNCT/punct/7 "
        "the/DET/det/7 PKK/PROPN/appos/1/ORG ,/PUNCT/punct/7 agreed/VERB/root/0"
    )
    assert pointed(doc, index, "One") == ["Kurdistan Workers' Party"]


def test_it_is_possible_points_at_nobody() -> None:
    doc, index = read(
        "Iran/PROPN/nsubj/2/GPE agreed/VERB/root/0",
        "It/PRON/nsubj/3 is/AUX/cop/3 possible/ADJ/root/0",
    )
    assert pointed(doc, index, "It") == []


def test_empty_and_unparsed_texts_have_no_actors() -> None:
    from spacy.tokens import Doc

    for words in ([], ["?"], ["Hello", "there"]):
        assert ground_actors(Doc(vocab(), words=words), Header()) == ActorIndex()


def test_ids_follow_the_text_and_mentions_quote_it() -> None:
    doc, index = read(
        "France/PROPN/nsubj/2/GPE met/VERB/root/0 NATO/PROPN/obj/2/ORG",
        "It/PRON/nsubj/2 left/VERB/root/0",
    )
    assert [a.id for a in index.actors] == ["a1", "a2"]
    for actor in index.actors:
        for mention in actor.mentions:
            assert doc.text[mention.start : mention.end] == mention.text


def test_its_foreign_ministry_belongs_to_the_state_before() -> None:
    doc, index = read(
        "Belarus/PROPN/nsubj/2/GPE rejected/VERB/root/0 them/PRON/obj/2 ./PUNCT/punct/2",
        "Its/PRON/nmod:poss/3 Foreign/PROPN/amod/3/ORG Ministry/PROPN/nsubj/4/I "
        "protested/VERB/root/0 ./PUNCT/punct/4",
    )
    assert pointed(doc, index, "Ministry") == ["Belarusian Foreign Ministry"]


def test_a_coalition_acts_for_the_state_that_leads_it() -> None:
    _, index = read(
        "The/DET/det/3 French-led/ADJ/amod/3/ORG coalition/NOUN/nsubj/4/I bombed/VERB/root/0 "
        "it/PRON/obj/4"
    )
    assert [(a.name, a.country) for a in index.actors] == [("French-led coalition", "FRA")]


def test_bare_offices_are_of_the_state_whose_officials_are_named_most() -> None:
    """Two states are named as often, but the report is of the ministers of one."""
    _, index = read(
        "French/ADJ/amod/2 officials/NOUN/nsubj/3 spoke/VERB/root/0 of/ADP/case/5 "
        "Lebanon/PROPN/obl/3/GPE ./PUNCT/punct/3",
        "The/DET/det/3 French/ADJ/amod/3 government/NOUN/nsubj/4 left/VERB/root/0 "
        "Lebanon/PROPN/obj/4/GPE ./PUNCT/punct/4",
        "The/DET/det/3 French/ADJ/amod/3 ministry/NOUN/nsubj/4 left/VERB/root/0 "
        "Lebanon/PROPN/obj/4/GPE ./PUNCT/punct/4",
        "Defence/PROPN/compound/2 Minister/PROPN/nmod:desc/3 Ann/PROPN/nsubj/5/PERSON "
        "Quill/PROPN/flat/3/I spoke/VERB/root/0 ./PUNCT/punct/5",
    )
    (quill,) = [a for a in index.actors if a.name == "Ann Quill"]
    assert quill.country == "FRA"


def test_a_minister_who_speaks_of_the_embassy_does_not_mean_his_own() -> None:
    _, index = read(
        "Russian/ADJ/amod/4 Foreign/ADJ/amod/3 Minister/PROPN/nmod:desc/4 "
        "Sergey/PROPN/nsubj/6/PERSON Lavrov/PROPN/flat/4/I "
        "urged/VERB/root/0 the/DET/det/8 embassy/NOUN/obj/6 ./PUNCT/punct/6"
    )
    assert "RUS" not in [a.country for a in index.actors if "embassy" in a.name]


def test_who_answers_is_not_the_reporter_who_asked() -> None:
    doc, index = read(
        "Lena/PROPN/nsubj/3/PERSON Brandt/PROPN/flat/1/I spoke/VERB/root/0 ./PUNCT/punct/3",
        "A/DET/det/2 reporter/NOUN/nsubj/3 asked/VERB/root/0 again/ADV/advmod/3 ./PUNCT/punct/3",
        "She/PRON/nsubj/2 answered/VERB/root/0 ./PUNCT/punct/2",
    )
    assert pointed(doc, index, "She") == ["Lena Brandt"]


def test_embassies_do_not_tell_where_a_report_plays() -> None:
    _, index = read(
        "The/DET/det/3 French/ADJ/amod/3 embassy/NOUN/nsubj/5 and/CCONJ/cc/5 left/VERB/root/0 "
        "Lebanon/PROPN/obj/5/GPE ./PUNCT/punct/5",
        "The/DET/det/3 French/ADJ/amod/3 ambassador/NOUN/nsubj/4 left/VERB/root/0 "
        "Lebanon/PROPN/obj/4/GPE ./PUNCT/punct/4",
        "The/DET/det/3 French/ADJ/amod/3 consulate/NOUN/nsubj/4 left/VERB/root/0 "
        "Lebanon/PROPN/obj/4/GPE ./PUNCT/punct/4",
    )
    assert index.scene != "FRA"

"""The reading model as a spaCy pipeline."""

import subprocess
import sys

import numpy as np
import pytest
import spacy
from spacy.tokens import DocBin

from detente.language.encoder import model_version
from detente.language.paragraphs import paragraph_ends
from detente.language.pipeline import load, sentence_vectors

REPORT = (
    "Foreign Minister Anna Keller told reporters in Vienna on Monday that Austria “will not "
    "recognise” the vote.\n\nThe European Union condemned the attack and called for talks. "
    "“We are ready to meet,” she said."
)


@pytest.fixture(scope="module")
def doc():
    return load()(REPORT)


def test_names_speakers_and_what_they_said(doc) -> None:
    assert ("Anna Keller", "PERSON") in [(e.text, e.label_) for e in doc.ents]
    assert ("European Union", "ORG") in [(e.text.removeprefix("The "), e.label_) for e in doc.ents]
    cues = {s.text: s.id_ for s in doc.spans["cue"]}
    assert {"told", "said"} <= set(cues)
    contents = {s.id_: s.text for s in doc.spans["content"]}
    assert "will not recognise" in contents[cues["told"]]
    assert "We are ready to meet" in contents[cues["said"]]


def test_the_tree(doc) -> None:
    told = next(t for t in doc if t.text == "told")
    assert told.head == told and told.dep_ == "root" and told.lemma_ == "tell"
    assert told.tag_ == "VBD" and told.pos_ == "VERB"
    assert {"Keller", "Minister", "Anna"} & {c.text for c in told.children if c.dep_ == "nsubj"}
    assert [s.text.strip()[:14] for s in doc.sents] == [
        "Foreign Minist", "The European U", "“We are ready ",
    ]  # fmt: skip


def test_one_embedding_a_sentence(doc) -> None:
    vectors = sentence_vectors(doc)
    assert vectors.shape == (len(list(doc.sents)), 384)
    texts = [
        "Russia withdrew its troops from the border.",
        "Moscow pulled back soldiers from the frontier.",
        "The recipe needs two eggs and some flour.",
    ]
    a, b, c = (sentence_vectors(load()(t))[0] for t in texts)
    cosine = lambda x, y: float(x @ y / np.linalg.norm(x) / np.linalg.norm(y))
    assert cosine(a, b) > cosine(a, c) + 0.2


def test_a_doc_goes_through_docbin(doc) -> None:
    box = DocBin(store_user_data=True)
    box.add(doc)
    (back,) = DocBin().from_bytes(box.to_bytes()).get_docs(load().vocab)
    assert [(t.text, t.dep_, t.head.i, t.tag_) for t in back] == [
        (t.text, t.dep_, t.head.i, t.tag_) for t in doc
    ]
    assert [(s.text, s.id_) for s in back.spans["content"]] == [
        (s.text, s.id_) for s in doc.spans["content"]
    ]
    assert doc.to_bytes()


def test_another_component_can_take_a_place() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("detente_encoder")
    nlp.add_pipe("detente_parser")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Freedonia"}])
    nlp.add_pipe("detente_names")
    doc = nlp("Freedonia recalled its ambassador from Berlin.")
    assert ("Freedonia", "GPE") in [(e.text, e.label_) for e in doc.ents]
    assert doc.has_annotation("DEP") and not doc.has_annotation("TAG")


def test_factories_are_found_without_importing_us() -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('detente_encoder');"
    code += "nlp.add_pipe('detente_parser'); print(len(list(nlp('They met. They left.').sents)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b", "a", "\x00", "🙂" * 20, "“”", "é́́"])
def test_odd_texts_are_read(text: str) -> None:
    doc = load()(text)
    assert doc.text == text


def test_the_same_text_gives_the_same_bytes() -> None:
    assert load()(REPORT).to_bytes() == load()(REPORT).to_bytes()


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    alone = load()(REPORT)
    among = list(load().pipe(["First.", REPORT, "Last."]))[1]
    assert alone.to_bytes() == among.to_bytes()


def test_the_model_has_a_version() -> None:
    assert len(model_version()) == 12


def ends(text: str) -> list[str]:
    doc = spacy.blank("en")(text)
    index = [t.i for t in doc if not t.is_space]
    return [doc[i].text for i, e in zip(index, paragraph_ends(doc, index), strict=True) if e]


def test_paragraphs_of_text_with_and_without_hard_line_breaks() -> None:
    assert ends("Talks fail\n\nOne two. Three\nFour five.") == ["fail", "Three", "."]
    wrapped = "The minister said that\nthe talks had gone on\nwithout end and that he\nwas tired."
    wrapped += "\n\nNew one."
    assert ends(wrapped) == [".", "."]


def test_a_rank_with_its_full_stop_is_one_word() -> None:
    doc = load()("Spc. Lorraine Hale and Lt. Gen. Ivan Petrov spoke to reporters.")
    assert [t.text for t in doc][:7] == ["Spc.", "Lorraine", "Hale", "and", "Lt.", "Gen.", "Ivan"]
    assert [e.text for e in doc.ents] == ["Lorraine Hale", "Ivan Petrov"]
    assert len(list(doc.sents)) == 1

"""A report's words as plain objects answer as spaCy's tokens do."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from detente.language.words import words_of

DOC = Doc(
    Vocab(),
    words=["Ruritania", "withdrew", "its", "troops", ".", "Borduria", "protested"],
    heads=[1, 1, 3, 1, 1, 6, 6],
    deps=["nsubj", "root", "nmod:poss", "obj", "punct", "nsubj", "root"],
    pos=["PROPN", "VERB", "PRON", "NOUN", "PUNCT", "PROPN", "VERB"],
    lemmas=["Ruritania", "withdraw", "its", "troop", ".", "Borduria", "protest"],
    spaces=[True, True, True, False, True, True, False],
)


def test_words_answer_as_tokens_do() -> None:
    words = words_of(DOC)
    assert len(words) == len(DOC)
    for word, token in zip(words, DOC, strict=True):
        for name in ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_"):
            assert getattr(word, name) == getattr(token, name)
        assert word.head.i == token.head.i
        assert [c.i for c in word.children] == [c.i for c in token.children]
        assert [t.i for t in word.subtree] == [t.i for t in token.subtree]
        assert (word.sent.start, word.sent.end) == (token.sent.start, token.sent.end)
        assert word.left_edge.i == token.left_edge.i


def test_offsets_find_every_word_that_they_touch() -> None:
    words = words_of(DOC)
    found = words.span(words[2].idx, words[3].idx + 1)
    assert found is not None
    assert [w.text for w in found] == ["its", "troops"]
    assert found.root.text == "troops"
    assert words.text[found.start_char : found.end_char] == "its troops"


def test_an_empty_report_has_no_words() -> None:
    assert list(words_of(Doc(Vocab()))) == []

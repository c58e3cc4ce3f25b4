"""Words to word pieces and windows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.pieces import (
    MAX_PIECES,
    MAX_PIECES_OF_WORD,
    casing_of,
    likely_sentence_ends,
    pieces_of,
    windows,
)


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=100, deadline=None)
def test_every_word_has_pieces_but_never_too_many(word: str) -> None:
    assert 1 <= len(pieces_of(word)) <= MAX_PIECES_OF_WORD
    assert 0 <= casing_of(word) <= 5


@given(
    st.lists(st.integers(1, MAX_PIECES_OF_WORD), max_size=400),
    st.integers(20, MAX_PIECES),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_windows_cover_each_word_once_and_fit(sizes: list[int], limit: int, random) -> None:
    ends = [random.random() < 0.1 for _ in sizes]
    paragraphs = [e and random.random() < 0.3 for e in ends]
    cut = windows(sizes, paragraphs, ends, limit)
    assert [i for a, b in cut for i in range(a, b)] == list(range(len(sizes)))
    assert all(sum(sizes[a:b]) <= limit - 2 for a, b in cut)


def test_a_window_ends_with_a_paragraph_rather_than_a_sentence() -> None:
    paragraphs = [i == 3 for i in range(10)]
    sentences = [i in (3, 6) for i in range(10)]
    assert windows([1] * 10, paragraphs, sentences, 10) == [(0, 4), (4, 10)]


def test_closing_quotation_marks_belong_to_the_sentence() -> None:
    words = ["“", "Go", ".", "”", "He", "left", "."]
    ends = likely_sentence_ends(words, [False] * 6 + [True])
    assert [i for i, e in enumerate(ends) if e] == [3, 6]


def test_casing() -> None:
    assert [casing_of(w) for w in ("talks", "Kyiv", "NATO", "McGurk", "F-16", ",", "A")] == [
        0, 1, 2, 3, 4, 5, 1,
    ]  # fmt: skip

"""Scores to trees, spans and relations."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.decode.punctuation import hang_punctuation
from detente.language.decode.relations import link
from detente.language.decode.tags import best_tags, spans, viterbi
from detente.language.decode.tree import best_tree

TAGS = ("O", "B-source", "I-source", "B-content", "I-content")


def is_tree(heads: list[int]) -> bool:
    roots = [i for i, h in enumerate(heads) if i == h]
    if len(roots) != 1:
        return False
    for start in range(len(heads)):
        node, steps = start, 0
        while heads[node] != node:
            node, steps = heads[node], steps + 1
            if steps > len(heads):
                return False
    return True


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_tree_is_the_best_of_all_trees_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    total = lambda heads: sum(scores[i, h] for i, h in enumerate(heads))
    best = max((h for h in itertools.product(range(n), repeat=n) if is_tree(list(h))), key=total)
    found = best_tree(scores)
    assert is_tree(found)
    assert total(found) == pytest.approx(total(best), abs=1e-4)


@given(st.integers(1, 60), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_any_scores_give_a_tree(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    assert is_tree(best_tree(scores))


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[0.0, 5.0, 1.0], [6.0, -1.0, 2.0], [0.0, 4.0, 0.5]], np.float32)
    heads = best_tree(scores)
    assert is_tree(heads)
    assert heads[2] in (1, 2)


@given(st.integers(1, 40), st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_no_span_continues_what_did_not_begin(n: int, seed: int) -> None:
    scores = np.log(np.random.default_rng(seed).dirichlet(np.ones(len(TAGS)), size=n))
    for path in (best_tags(scores, TAGS).tolist(), viterbi(scores, TAGS).tolist()):
        before = "O"
        for number in path:
            tag = TAGS[number]
            if tag.startswith("I-"):
                assert before[2:] == tag[2:]
            before = tag
        assert sum(b - a for a, b, _ in spans(path, TAGS)) == sum(t != 0 for t in path)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", []),
        ("B-source I-source O", [(0, 2, "source")]),
        ("B-source B-source", [(0, 1, "source"), (1, 2, "source")]),
        ("B-source B-content I-content", [(0, 1, "source"), (1, 3, "content")]),
    ],
)
def test_spans_of_tags(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert spans([TAGS.index(t) for t in tags.split()], TAGS) == expected


def pointing(n: int, *arrows: tuple[int, int, int]) -> np.ndarray:
    scores = np.zeros((n, n), np.float32)
    for start, end, anchor in arrows:
        scores[start:end, anchor] = 9
    return scores


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    # Putin noted A , while Scholz said B
    roles = [
        (0, 1, "source"), (1, 2, "cue"), (2, 3, "content"),
        (5, 6, "source"), (6, 7, "cue"), (7, 8, "content"),
    ]  # fmt: skip
    found = link(roles, pointing(8, (0, 3, 1), (5, 8, 6)), np.ones(8, np.int64))
    assert [(r.source, r.cue, r.content) for r in found] == [
        (((0, 1),), ((1, 2),), ((2, 3),)),
        (((5, 6),), ((6, 7),), ((7, 8),)),
    ]


def test_a_quotation_in_two_pieces_is_one_relation() -> None:
    # "A," he said, "B."
    roles = [(0, 2, "content"), (2, 3, "source"), (3, 4, "cue"), (4, 6, "content")]
    (found,) = link(roles, pointing(6, (0, 6, 3)), np.ones(6, np.int64))
    assert found.content == ((0, 2), (4, 6))


def test_content_without_a_cue_stands_alone_and_a_cue_without_content_is_dropped() -> None:
    scores = pointing(8, (0, 2, 0), (5, 6, 5))
    (found,) = link([(0, 2, "content"), (5, 6, "cue")], scores, np.array([1, 1, 1, 2, 2, 2, 2, 2]))
    assert (found.content, found.cue, found.source) == (((0, 2),), (), ())


def test_a_second_cue_shares_the_speaker_of_its_sentence() -> None:
    # Ivanov thanked them , adding that ...
    roles = [(0, 1, "source"), (1, 2, "cue"), (2, 3, "content"), (4, 5, "cue"), (5, 8, "content")]
    scores = pointing(8, (0, 3, 1), (4, 8, 4))
    first, second = link(roles, scores, np.ones(8, np.int64))
    assert first.source == second.source == ((0, 1),)


def hung(text: str, marks: str, heads: list[int], bonus: float = 0.0) -> list[int]:
    words = text.split()
    scores = np.zeros((len(words), len(words)), np.float32)
    for dependent, head in enumerate(heads):
        scores[dependent, head] = bonus
    return hang_punctuation(words, [w in marks.split() for w in words], heads, scores)


def test_punctuation_hangs_on_the_highest_word_of_its_unit() -> None:
    # "if they leave" is the unit that the comma ends; the full stop belongs to the whole.
    text = "If they leave , we stay ."
    heads = [2, 2, 5, 1, 5, 5, 4]
    assert hung(text, ", .", heads) == [2, 2, 5, 2, 5, 5, 5]


def test_both_marks_of_a_pair_hang_on_the_head_of_what_they_enclose() -> None:
    text = 'He ( the envoy ) said " we will leave " today .'
    heads = [5, 0, 3, 0, 5, 5, 5, 9, 9, 5, 5, 9, 5]
    found = hung(text, '( ) " .', heads)
    assert (found[1], found[4]) == (3, 3)
    assert (found[6], found[10]) == (9, 9)


def test_the_tree_keeps_a_mark_that_it_is_sure_of() -> None:
    heads = [2, 2, 5, 1, 5, 5, 5]
    assert hung("If they leave , we stay .", ",", heads, bonus=9.0)[3] == 1


@given(st.integers(1, 30), st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_a_tree_stays_a_tree_when_its_punctuation_is_hung(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(n, n)).astype(np.float32)
    words = random.choice(["word", ",", ".", '"', "(", ")"], n).tolist()
    assert is_tree(hang_punctuation(words, [w != "word" for w in words], best_tree(scores), scores))

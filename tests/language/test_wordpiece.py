"""Word pieces are those of BERT's own tokenizer."""

import pytest

from detente.language.wordpiece import pieces


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # What the tokenizers library (0.22) gives with all-MiniLM-L6-v2's tokenizer.json.
        ("de-escalation", [2139, 1011, 9686, 25015, 3508]),
        ("Zelenskyy", [27838, 7770, 5874, 2100]),
        ("Erdoğan", [9413, 16168, 2319]),
        ("“", [1523]),
        ("160,000", [8148, 1010, 2199]),
        ("İzmir", [1045, 2480, 14503]),
        ("日本語", [1864, 1876, 1950]),
        ("a\u200bb", [11113]),
        ("e\u0301\u0301", [1041]),
        ("ΑΣ", [1155, 29733]),
        ("\x00", []),
        ("🙂", [100]),
        ("Q-West", [1053, 1011, 2225]),
    ],
)
def test_pieces(word: str, expected: list[int]) -> None:
    assert pieces(word) == expected


def test_a_part_of_more_than_a_hundred_letters_is_unknown() -> None:
    assert pieces("a" * 101) == [100]

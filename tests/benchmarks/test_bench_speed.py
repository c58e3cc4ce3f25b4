"""``python -m benchmarks speed``: what is timed is what is said to be timed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.cold_start import watched
from benchmarks.errors import BenchmarkError

from benchmarks import speed

TEXT = "Envoys of both states met in Lima on Monday. “We will go on,” one of them said.\n"


def test_texts_are_taken_in_order_until_there_are_enough(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / f"{name}.txt").write_text(f"{name} has five words here")
    (tmp_path / "empty.txt").write_text(" \n")
    assert speed.texts_under(tmp_path, 6) == ["a has five words here", "b has five words here"]
    assert len(speed.texts_under(tmp_path, 1000)) == 3
    assert len(speed.texts_under(tmp_path / "c.txt", 1)) == 1
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BenchmarkError, match="not UTF-8"):
        speed.texts_under(tmp_path / "c.txt", 1)
    with pytest.raises(BenchmarkError, match=r"no \.txt file"):
        speed.texts_under(tmp_path / "empty.txt", 1)


def test_the_windows_hold_every_word_once() -> None:
    windows, words = speed.windows_of([TEXT, TEXT])
    assert words == sum(len(window["first"]) for window in windows)
    assert words == 2 * len(speed.tokenised(TEXT)[0])
    assert all(window["pieces"].shape[1] <= 256 for window in windows)


def test_8_bit_weights_are_scaled_back_and_laid_out_anew() -> None:
    weights = speed.scaled_back(
        {
            "pieces_table": np.array([[2, 4]], np.int8),
            "pieces_scale": np.array([[0.5]], np.float32),
            "casings_table": np.zeros((1, 2), np.float32),
            "positions_table": np.zeros((1, 2), np.float32),
            "embed_norm": np.ones(2, np.float32),
            "embed_bias": np.zeros(2, np.float32),
            "encoder.layers.0.up.weight": np.array([[1, 2, 3], [4, 5, 6]], np.int8),
            "encoder.layers.0.up.weight.scale": np.array([1, 0.5, 2], np.float32),
            "encoder.layers.0.up.weight.zero": np.zeros(3, np.int8),
            "encoder.layers.0.qkv.weight.bias": np.ones(3, np.float32),
            "heads": np.zeros((2, 9), np.int8),
        }
    )
    assert weights["encoder.pieces.weight"].tolist() == [[1.0, 2.0]]
    assert weights["encoder.layers.0.up.weight"].tolist() == [[1, 4], [1, 2.5], [6, 12]]
    assert "encoder.layers.0.qkv.bias" in weights
    assert not any("heads" in name or "zero" in name for name in weights)


def test_the_bare_encoder_is_the_shipped_ones(tmp_path: Path) -> None:
    """Its word vectors are those of the reading model, up to what 8 bits lose."""
    pytest.importorskip("onnx")
    from detente.language.encoder import encode

    words, _ = speed.tokenised(TEXT)
    (window,), _ = speed.windows_of([TEXT])
    (vectors,) = speed.bare_encoder()(window)
    bare = (vectors[0][window["first"]] + vectors[0][window["last"]]) / 2
    shipped = encode(words)["words"]
    assert np.corrcoef(bare.ravel(), shipped.ravel())[0, 1] > 0.95


def test_time_inside_the_encoder_is_a_part_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.language import encoder

    before = encoder.session
    with speed.watched_encoder() as seconds:
        total = speed.timed(lambda: speed.read_through(TEXT))
    assert len(seconds) == 1
    assert 0 < sum(seconds) <= total
    assert encoder.session is before


def test_the_stages_are_all_the_time_there_is() -> None:
    from detente import reader

    before = reader.code
    seconds = speed.stages([TEXT])
    assert set(speed.STAGES) < set(seconds)
    assert all(value > 0 for value in seconds.values())
    parts = sum(value for stage, value in seconds.items() if stage != "all")
    assert parts == pytest.approx(seconds["all"])
    assert reader.code is before


def test_a_command_from_a_cold_start() -> None:
    figures = watched([sys.executable, "-c", "x = bytearray(100_000_000)"])
    assert 100 < figures["megabytes"] < 200
    assert figures["seconds"] > 0
    with pytest.raises(BenchmarkError, match=r"failed: .*out of order"):
        watched([sys.executable, "-c", "raise SystemExit('out of order')"])

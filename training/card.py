"""The model card, written after each export."""
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

from training.train import ROUNDS

CARD = """# Model card: Détente's reading model

<!-- Written by training/card.py. -->

Version `{version}`. One small encoder with light heads that reads a page of English news: part of
speech and morphology, dependency parse, sentence starts, names, statement roles and their links,
event parties and types, what a marked source does to a marked target, and an embedding for each
sentence.

| | |
| --- | --- |
| base | all-MiniLM-L6-v2 (Apache-2.0), 6 layers, 384 wide, 22.7 M parameters; fine-tuned throughout |
| input | word pieces of spaCy tokens in windows of up to 256, plus a casing id for each piece |
| form | ONNX, 8-bit weights (7 bits used, a scale a column), activations quantised as they come |
| training | {rounds}; each step two batches of about 2,000 pieces, fixed seeds, bfloat16, AdamW, linear decay (`training/train.py`). The last round went on from the weights shipped before it, brought back from 8 bits, and alone had the teacher's trees, exchanged names, hidden words and pairs |
| licence of these weights | CC BY-NC-SA 4.0: the strictest licence among the training texts (parts of GUM and of re3d are NC). Détente's code is Apache-2.0. |

## What it was trained on

| head | data |
| --- | --- |
| tags, tree, sentence starts | UD English EWT (CC BY-SA 4.0), GUM without reddit (annotation CC BY 4.0, texts CC BY to CC BY-NC-SA): training parts |
| names | Worldwide Newswire (92% of the articles; the rest is held out for measuring), CrossNER politics (MIT), re3d for weapons (OGL, public domain, CC BY-NC ...) |
| statements | PolNeAR training part (no licence stated) |
| trees beside the treebanks' | what a parser taught only on the treebanks is sure of in texts of the other heads (`training/silver.py`) |
| event types, classes, parties | PLV, CAMEO sentences, PLOVER gold records (CC BY-SA 4.0), synthetic stories (MIT): 88% of each |
| pairs | PLV, PLOVER gold records, 192 sentences written for it, and 2,149 pairs in sentences of Wikipedia's current events (CC BY-SA), Worldwide Newswire, PolNeAR, ECB+ and TimeBank/AQUAINT, written and labelled by a language model at work on this project, reading as a human coder would: 88% of each |
| sentence embedding | the untouched encoder's own, as a target |

No text of these data sets is in the package. Names of places that tell states from regions come
from GeoNames (CC BY 4.0) and mledoze/countries (ODbL).

## Development scores

{scores}

## Limits

- English news. Trained on US political news (2015-16) for statements: beliefs and intentions count
  as statements there.
- Word pieces are lower-cased; all-capitals and headline text is read worse than running text.
- Sentences longer than 254 word pieces are cut.
- Event types of whole sentences are weakly taught; the coding room's rules decide.
- Types of pairs follow PLV's annotators where they differ from PLOVER's manual (`docs/pairs.md`). No
  person has checked the labels made for this project.
- Names of weapons are taught by few examples.

## Data hashes (SHA-256 of file names and contents)

{hashes}
"""


def rounds_told() -> str:
    """The rounds' steps in words."""
    return "rounds of " + ", ".join(f"{r.steps:,}" for r in ROUNDS) + " steps"


def write_card(package: Path, version: str, scores: str, hashes: dict[str, str]) -> None:
    """Write ``README.md`` beside the model."""
    rows = "\n".join(f"- `{name}`: `{value}`" for name, value in hashes.items())
    card = CARD.format(rounds=rounds_told(), version=version, scores=scores, hashes=rows)
    (package / "README.md").write_text(card, "utf-8")

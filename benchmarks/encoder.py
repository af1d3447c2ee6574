"""Teach the shipped encoder what its teacher says of text about software, and hold it against the shipped one, as JSON.

    bin/bench encoder

Runs in the environment of requirements-bertopic.txt (torch); nothing of it is needed where Tandem runs. It reads the
corpus the table was made from (`shared/models/corpus.jsonl.gz` beside the repository) and the English descriptions of
Debian's packages, which `apt-get update` brings with `Acquire::Languages "en"`. What the teacher says is kept in a
folder, so that a second run, or one with other settings, goes on from there. The table made is left beside it, in the
form of tandem/language/static256: whoever finds it better copies it there, and says so in NOTICE.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from judged import figures
from labelled import BESIDE
from machine import machine
from minilm import checked, loaded
from numpy.typing import NDArray
from texts import about_software, corpus

from tandem.language import Encoder
from tandem.language.vectors import unit

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent / "tandem" / "language" / "static256"
PART, BATCH, SHARPNESS = 5_000, 1_024, 0.05
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Taught:
    """Sentences and what the teacher makes of each."""

    texts: list[str]
    vectors: Vectors

    @classmethod
    def of(cls, texts: list[str], kept: Path, name: str) -> Taught:
        """Ask the teacher, a part at a time; parts that are kept are not asked again."""
        parts, model = [], None
        for first in range(0, len(texts), PART):
            path = kept / f"{name}-{first:06d}.npy"
            if not path.is_file():
                model = model or loaded(checked())
                np.save(path, _said(model, texts[first : first + PART]))
            parts.append(np.load(path).astype(np.float32))
        return cls(texts, np.concatenate(parts))


def _said(model: Any, texts: list[str]) -> NDArray[np.float16]:
    """In half precision, which is three times as quick here and changes the cosine in the fifth place."""
    import torch

    model.max_seq_length = 64
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors, np.float16)


def descriptions(folder: Path) -> list[str]:
    """What Debian says of its packages, sentence by sentence."""
    lines: list[str] = []
    for path in sorted(folder.glob("*_Translation-en*")):
        told = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", str(path)], check=True, capture_output=True)
        lines += told.stdout.decode("utf-8", "replace").split("\n")
    return about_software(lines)


def targets(taught: Taught, encoder: Encoder, general: int) -> Vectors:
    """The teacher's vectors in the 256 directions that hold most of the general text, turned onto the encoder's own
    (orthogonal Procrustes), so that learning begins where the shipped table stands.
    """
    some = taught.vectors[:general].astype(np.float64)
    _, directions = np.linalg.eigh(some.T @ some)
    narrow = unit(taught.vectors @ directions[:, -encoder.dimensions :].astype(np.float32))
    left, _, right = np.linalg.svd(narrow.T @ encoder.encode(taught.texts))
    turned: Vectors = narrow @ (left @ right).astype(np.float32)
    return turned


def learnt(encoder: Encoder, texts: list[str], wanted: Vectors, *, epochs: int, rate: float) -> Vectors:
    """The table after Adam on (1 - cosine) + KL of the rows of likeness within a batch."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    rows = [np.fromiter(encoder.rows_of(text), np.int64) for text in texts]
    spoken = np.array([number for number, row in enumerate(rows) if len(row)])
    table = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(encoder.table.copy()), freeze=False, mode="sum")
    steps = epochs * (len(spoken) // BATCH)
    adam = torch.optim.Adam(table.parameters(), lr=rate)
    fall = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.0, total_iters=steps)
    chance, told = np.random.default_rng(0), torch.from_numpy(wanted)
    for step in range(steps):
        if step % (steps // epochs) == 0:
            order = chance.permutation(spoken)
            print(f"Step {step} of {steps}", file=sys.stderr, flush=True)
        batch = order[(start := step % (steps // epochs) * BATCH) : start + BATCH]
        held = [rows[number] for number in batch]
        ends = np.cumsum([0, *(len(row) for row in held[:-1])])
        own = functional.normalize(table(torch.from_numpy(np.concatenate(held)), torch.from_numpy(ends)), dim=1)
        given = functional.normalize(told[batch], dim=1)
        alike = [functional.log_softmax(one @ one.T / SHARPNESS, 1) for one in (own, given)]
        loss = (1 - (own * given).sum(1)).mean() + functional.kl_div(*alike, log_target=True, reduction="batchmean")
        adam.zero_grad()
        loss.backward()
        adam.step()
        fall.step()
    final: Vectors = table.weight.detach().numpy()
    return final


def stored(table: Vectors, folder: Path) -> Encoder:
    """The table as it is shipped - int8 rows with a float16 scale each - and read back from there."""
    folder.mkdir(exist_ok=True)
    scale = np.maximum(np.abs(table).max(axis=1) / 127, 1e-7).astype(np.float16)
    whole = np.clip(np.round(table / scale.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    np.savez_compressed(folder / "emb.npz", q=whole, s=scale)
    shutil.copy(SHIPPED / "vocab.txt", folder)
    return Encoder.load(folder)


def main() -> None:
    """Teach, store, judge both and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--corpus", type=Path, default=BESIDE.parent / "models" / "corpus.jsonl.gz")
    choices.add_argument("--lists", type=Path, default=Path("/var/lib/apt/lists"), help="Where apt keeps its lists.")
    choices.add_argument("--kept", type=Path, default=HERE / ".environment" / "taught")
    choices.add_argument("--general", type=int, default=150_000, help="How many sentences of the corpus.")
    choices.add_argument("--software", type=int, default=40_000, help="How many sentences about software.")
    choices.add_argument("--epochs", type=int, default=8)
    choices.add_argument("--rate", type=float, default=0.001)
    choices.add_argument("--data", type=Path, default=BESIDE)
    chosen = choices.parse_args()
    chosen.kept.mkdir(parents=True, exist_ok=True)
    general, software = corpus(chosen.corpus), descriptions(chosen.lists)
    random.Random(11).shuffle(general)
    random.Random(7).shuffle(software)
    spoken = Taught.of(general[: chosen.general], chosen.kept, "general")
    about = Taught.of(software[: chosen.software], chosen.kept, "software")
    both = Taught(spoken.texts + about.texts, np.concatenate([spoken.vectors, about.vectors]))
    before = Encoder.load(SHIPPED)
    wanted = targets(both, before, len(spoken.texts))
    table = learnt(before, both.texts, wanted, epochs=chosen.epochs, rate=chosen.rate)
    after = stored(table, chosen.kept / "static256")
    old, new = figures(before, chosen.data), figures(after, chosen.data)
    told = {
        "machine": machine(),
        "sentences": {"general": len(spoken.texts), "software": len(about.texts)},
        "epochs": chosen.epochs,
        "figures": {name: {figure: [one[figure], new[name][figure]] for figure in one} for name, one in old.items()},
    }
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()

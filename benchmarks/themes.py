"""Measure the text engine: how well themes agree with labels people gave, and how fast it is. Prints one JSON object.

Run from the repository: `python benchmarks/themes.py [--data FOLDER] [--notes 100000]`. FOLDER holds the labelled sets
(support/banking77, support/bitext); by default `shared/data` beside the repository. A set that is absent is null.
"""

import argparse
import csv
import json
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

from machine import machine, timed

from tandem.language import Encoder, discover_themes
from tandem.language.agreement import adjusted_rand, v_measure

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
SETS = {
    "banking77": ("support/banking77", ("train", "test"), "text", "category"),
    "bitext": ("support/bitext", ("train", "dev", "test"), "utterance", "intent"),
}
SYLLABLES = ["ba", "cor", "den", "fi", "gra", "hol", "ist", "ko", "lum", "mer", "nit", "op", "pra", "sul", "tev"]
SUBJECTS = [
    "the card payment is declined",
    "the export to a spreadsheet loses columns",
    "I cannot sign in after a password reset",
    "the dashboard loads slowly",
    "the phone app closes by itself",
    "the invoice shows the wrong tax",
    "a refund never arrived",
    "the supplier is listed twice",
    "approvals wait for the wrong manager",
    "reports ignore the second currency",
    "the bank feed stopped updating",
    "receipts are read upside down",
    "the audit log misses an entry",
    "two people edit one budget and one loses",
    "the search finds nothing",
    "permissions of a new colleague are missing",
]


def labelled(folder: Path, name: str) -> dict[str, Any] | None:
    """Agreement of the themes of one labelled set, default settings, encoding and naming included in the time."""
    place, parts, text, label = SETS[name]
    files = [folder / place / f"{part}.csv" for part in parts]
    if not all(file.is_file() for file in files):
        return None
    rows = [row for file in files for row in csv.DictReader(file.open(newline="", encoding="utf-8"))]
    took, themes = timed(lambda: discover_themes([row[text] for row in rows]))
    truth, found = [row[label] for row in rows], themes.labels.tolist()
    return {
        "texts": len(rows),
        "labels": len(set(truth)),
        "themes": len(themes),
        "v": round(v_measure(truth, found), 4),
        "ari": round(adjusted_rand(truth, found), 4),
        "without_theme": sum(theme < 0 for theme in found),
        **took,
    }


def written(count: int) -> list[str]:
    """Notes made here: a subject, invented words around it, letters lost on the way; hardly two alike."""
    chance = random.Random(3)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(5_000)]

    def note() -> str:
        said = chance.choice(SUBJECTS).split() + chance.choices(words, k=chance.randint(2, 8))
        chance.shuffle(said)
        text = " ".join(said)
        lost = chance.randrange(len(text))
        return text[:lost] + text[lost + 1 :]

    return [note() for _ in range(count)]


def at_scale(count: int) -> dict[str, Any]:
    """Load to names for many notes: seconds by clock and by processor, and the most memory the process ever held."""
    texts = written(count)
    took, themes = timed(lambda: discover_themes(texts))
    return {
        "notes": count,
        "themes": len(themes),
        **took,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def encoding(count: int = 100_000) -> dict[str, Any]:
    """Texts of about ten words encoded per second of one core."""
    texts = written(count)
    encoder = Encoder.shipped()
    start = time.process_time()
    encoder.encode(texts)
    return {"texts": count, "texts_per_processor_second": round(count / (time.process_time() - start))}


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--data", type=Path, default=BESIDE)
    choices.add_argument("--notes", type=int, default=100_000)
    chosen = choices.parse_args()
    measured: dict[str, Any] = {"machine": machine()}
    measured |= {name: labelled(chosen.data, name) for name in SETS}
    measured |= {"scale": at_scale(chosen.notes), "encoder": encoding()}
    json.dump(measured, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()

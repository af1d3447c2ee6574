"""Tandem's themes against BERTopic's on the same texts, each from nothing to named themes. Prints one JSON object.

`bin/bench bertopic` runs it in an environment of its own (benchmarks/requirements-bertopic.txt). Each of the two works
in a fresh process on one core that loads its model, encodes, groups and names, BERTopic with its defaults and
all-MiniLM-L6-v2, and then with its own `reduce_outliers`. Importing the libraries is not counted; the first use of what
they compile is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labelled import BESIDE, Labelled, labelled
from machine import machine, timed

from tandem.language.agreement import adjusted_rand, v_measure

MEASURED = ("banking77", "bitext", "app reviews", "store reviews")
Found = dict[str, Any]


def tandem(texts: list[str]) -> list[Found]:
    """As it comes: the medium depth, the shipped encoder."""
    from tandem.language import discover_themes

    took, themes = timed(lambda: discover_themes(texts))
    return [{"who": "Tandem", "labels": themes.labels.tolist(), **took}]


def bertopic(texts: list[str]) -> list[Found]:
    """As it comes, and once more after it has put the texts it left out where they fit best."""
    from bertopic import BERTopic
    from minilm import checked, loaded

    folder = checked()

    def read() -> tuple[Any, list[int]]:
        model = BERTopic(embedding_model=loaded(folder))
        return model, [int(topic) for topic in model.fit_transform(texts)[0]]

    import sentence_transformers  # noqa: F401 - imported before the clock starts

    took, (model, topics) = timed(read)
    found = {"who": "BERTopic", "labels": topics, **took}
    if -1 not in topics:
        return [found]
    more, placed = timed(lambda: model.reduce_outliers(texts, topics))
    added = {name: round(took[name] + more[name], 2) for name in took}
    return [found, {"who": "BERTopic, outliers placed", "labels": [int(topic) for topic in placed], **added}]


WHO: dict[str, Callable[[list[str]], list[Found]]] = {"tandem": tandem, "bertopic": bertopic}


def alone(who: str, name: str, data: Path) -> list[Found]:
    """What one of the two finds, in a process of its own."""
    print(f"{who} reads {name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-W", "ignore", __file__, "--data", str(data), "--only", who, name]
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | one_core).stdout
    found: list[Found] = json.loads(answer.splitlines()[-1])
    print(f"... in {found[0]['processor_seconds']} processor seconds", file=sys.stderr, flush=True)
    return found


def told(found: Found, read: Labelled) -> Found:
    """The figures of one finding; texts that are left out count as one more group where it is held against labels."""
    labels = found.pop("labels")
    out = sum(label < 0 for label in labels)
    found |= {"themes": len(set(labels) - {-1}), "left_out_percent": round(100 * out / len(labels), 1)}
    if read.labels:
        agreement = (v_measure(read.labels, labels), adjusted_rand(read.labels, labels))
        found |= dict(zip(("v", "ari"), (round(one, 4) for one in agreement), strict=True))
    return found


def compared(name: str, data: Path) -> dict[str, Any] | None:
    """Both on one set, and how many times as long BERTopic took; none where the set is absent."""
    if (read := labelled(data, name)) is None:
        return None
    found = [told(one, read) for who in WHO for one in alone(who, name, data)]
    ours, theirs = found[:2]
    return {
        "texts": len(read), "labels": len(set(read.labels)), "found": found,
        "times_the_seconds": round(theirs["seconds"] / ours["seconds"], 1),
        "times_the_processor_seconds": round(theirs["processor_seconds"] / ours["processor_seconds"], 1),
    }  # fmt: skip


def main() -> None:
    """Measure both, or only one for the process that does."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("sets", nargs="*", default=MEASURED)
    choices.add_argument("--data", type=Path, default=BESIDE)
    choices.add_argument("--only", choices=WHO)
    chosen = choices.parse_args()
    if chosen.only:
        warnings.simplefilter("ignore")
        os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])
        read = labelled(chosen.data, chosen.sets[0])
        print(json.dumps(WHO[chosen.only](read.texts) if read else []))
        return
    measured = {"machine": machine(), "sets": {name: compared(name, chosen.data) for name in chosen.sets}}
    json.dump(measured | {"load_after": machine()["load_before"]}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()

"""What runs the same work on several processes best: daft here and on Ray, Ray Data, plain Ray tasks. Prints JSON.

    python benchmarks/runners.py [--notes 200000]

The work is what the cluster does with every note: read its text from Parquet, encode it, find the nearest of a hundred
centers. Each runner has a process of its own with two workers, its start told apart; the processor time is that of all
it started, which a busy machine stretches less than the clock. It wants an environment with `daft[ray]` and
`ray[data]` beside Tandem's packages, such as a copy of .venv; Tandem itself needs Ray alone.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from customers import written
from machine import machine

HERE = Path(__file__).resolve().parent
FILES = 8
CENTERS = 100
BATCH = 10_000
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
WORKERS = 2
STARTED: list[float] = []  # when Ray was ready


def label(texts: list[str]) -> np.ndarray[Any, Any]:
    """The nearest of some directions, the same ones in every process."""
    from tandem.language import Encoder
    from tandem.language.vectors import nearest_center, unit

    encoder = Encoder.shipped()
    centers = unit(np.random.default_rng(0).standard_normal((CENTERS, encoder.dimensions)).astype(np.float32))
    return nearest_center(encoder.encode(texts), centers)


def label_file(path: str) -> np.ndarray[Any, Any]:
    import pyarrow.parquet as parquet

    return label(parquet.read_table(path, columns=["text"])["text"].to_pylist())


def here(files: list[str]) -> int:
    return sum(len(label_file(file)) for file in files)


def ray_tasks(files: list[str]) -> int:
    import ray

    start_ray()
    work = ray.remote(label_file)
    return sum(len(found) for found in ray.get([work.remote(file) for file in files]))


def ray_data(files: list[str]) -> int:
    import ray

    start_ray()

    def batch(rows: dict[str, Any]) -> dict[str, Any]:
        return {"label": label([str(text) for text in rows["text"]])}

    notes = ray.data.read_parquet(files, columns=["text"])
    return len(notes.map_batches(batch, batch_size=BATCH).to_pandas())


def daft_native(files: list[str]) -> int:
    return _daft(files)


def daft_on_ray(files: list[str]) -> int:
    import daft

    start_ray()
    daft.set_runner_ray()
    return _daft(files)


def _daft(files: list[str]) -> int:
    import daft

    @daft.func.batch(return_dtype=daft.DataType.int64(), batch_size=BATCH)
    def found(texts):  # type: ignore[no-untyped-def]
        return label(texts.to_pylist())

    notes = daft.read_parquet(files).select(found(daft.col("text")).alias("label"))
    return len(notes.to_pydict()["label"])


def start_ray() -> None:
    """Two processes, and one task in each before the clock starts."""
    import ray

    path = os.pathsep.join([str(HERE), str(HERE.parent)])
    environment = {"env_vars": {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}}
    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, runtime_env=environment)
    ready = ray.remote(label)
    ray.get([ready.remote(["a note"]) for _ in range(2 * WORKERS)])
    STARTED.append(time.perf_counter())


RUNNERS: dict[str, Callable[[list[str]], int]] = {
    "one process": here,
    "Ray tasks": ray_tasks,
    "Ray Data": ray_data,
    "daft here": daft_native,
    "daft on Ray": daft_on_ray,
}


def main() -> None:
    """Measure each in a process of its own, the same files for all."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--notes", type=int, default=200_000)
    choices.add_argument("--only", choices=RUNNERS, help="One of them, over the files that follow.")
    choices.add_argument("files", nargs="*")
    chosen = choices.parse_args()
    if chosen.only:
        start = time.perf_counter()
        count = RUNNERS[chosen.only](chosen.files)
        end = time.perf_counter()
        ready = STARTED[0] if STARTED else start
        print(json.dumps({"notes": count, "start": round(ready - start, 2), "seconds": round(end - ready, 2)}))
        return
    told: dict[str, Any] = {"machine": machine(), "workers": WORKERS, "runners": {}}
    with tempfile.TemporaryDirectory() as place:
        files = _files(chosen.notes, Path(place))
        for name in RUNNERS:
            told["runners"][name] = _alone(name, files)
    json.dump(told, sys.stdout, indent=2)
    print()


def _files(count: int, place: Path) -> list[str]:
    import pyarrow
    import pyarrow.parquet as parquet

    size = -(-count // FILES)
    paths = []
    for first in range(0, count, size):
        paths.append(str(place / f"notes-{first}.parquet"))
        parquet.write_table(pyarrow.table({"text": list(written(first, min(size, count - first)))}), paths[-1])
    return paths


def _alone(name: str, files: list[str]) -> dict[str, Any]:
    ctypes.CDLL(None).prctl(SUBREAPER, 1)  # what Ray leaves behind is waited for here, and so counted
    own = {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_ANALYTICS_ENABLED": "0"}
    path = os.pathsep.join([str(HERE), str(HERE.parent)])
    command = [sys.executable, "-W", "ignore", __file__, "--only", name, *files]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, env={**os.environ, **own, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1][:200]}
    found = json.loads(done.stdout.splitlines()[-1])
    pace = {"notes_a_second": round(found["notes"] / found["seconds"])}
    return {**found, **pace, "processor_seconds": round(spent, 2)}


if __name__ == "__main__":
    main()

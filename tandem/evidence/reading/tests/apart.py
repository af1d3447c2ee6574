"""Reads files in a process of its own, so that the time and memory measured are the reader's and nobody else's."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

SECONDS = 5  # of processor time, the reader's and its children's: the clock on the wall counts what others do, too
MEGABYTES = 512


class Reading(NamedTuple):
    """What came of reading some files: `read` or the refusing sentence of each, processor seconds of each, peak memory."""

    says: list[str]
    seconds: list[float]
    megabytes: float


def read_apart(paths: Iterable[Path]) -> Reading:
    """Read files, all in one fresh process. An exception other than a refusal is the test's failure."""
    command = [sys.executable, "-I", "-m", __name__, *map(str, paths)]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ended.returncode == 0, ended.stderr[-3_000:]
    return Reading(*json.loads(ended.stdout))


def within_limits(paths: Iterable[Path]) -> list[str]:
    """What reading says of each file, once the time and the memory of it all are known to be bearable."""
    reading = read_apart(paths)
    assert max(reading.seconds) < SECONDS
    assert reading.megabytes < MEGABYTES
    return reading.says


def _main(names: list[str]) -> None:
    from tandem.evidence.reading.tests.conftest import outcome

    says, marks = [], [_seconds()]
    for name in names:
        says.append(outcome(Path(name)))
        marks.append(_seconds())
    print(json.dumps([says, [after - before for before, after in pairwise(marks)], _megabytes()]))


def _seconds() -> float:
    usage = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in usage)


def _megabytes() -> float:
    """The peak of this process since it began its own program, or of its largest child."""
    status = Path("/proc/self/status")
    # What getrusage says of ourselves includes the process that started us, from before we replaced it.
    lines = status.read_text().splitlines() if status.exists() else []
    own = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


if __name__ == "__main__":
    _main(sys.argv[1:])

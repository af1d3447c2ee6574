"""XLSX and XLS files, read by a child process so that no workbook can take the memory or the time of the others."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.reading.delimited import Record
from tandem.evidence.reading.table import as_line

CHILD = Path(__file__).with_name("workbook_child.py")
MEMORY = 512 << 20
LOOKING_SECONDS = 4
READING_SECONDS = 600
SILENT_SECONDS = 30
STOPPED = "The workbook took more time or memory than an import may use. Save the sheet as CSV and try again."


class Workbook:
    """One reading of one workbook: its sheets (name, rows, columns as stated) and the records of one of them."""

    def __init__(self, path: Path, sheet: str = "", *, looking: bool = False) -> None:
        self._messages = _child(path, sheet, LOOKING_SECONDS if looking else READING_SECONDS)
        self._looking = looking
        first = next(self._messages, None)
        if first is None:
            raise Refused(STOPPED)
        self.sheets = {str(name): (int(rows), int(columns)) for name, rows, columns in first["sheets"]}
        self.sheet = str(first["chosen"])

    def records(self) -> Iterator[Record]:
        """The rows with their row number, as text. One cut short by the caps ends in a bad record that says so."""
        number, ended = 0, False
        for message in self._messages:
            if isinstance(message, dict):
                ended = "end" in message
                continue
            number = message[0]
            reason = message[2] if len(message) > 2 else ""
            yield Record(number, [] if reason else message[1], raw=as_line(message[1]) if reason else "", reason=reason)
        if not ended and self._looking and not number:
            raise Refused(STOPPED)
        if not ended and not self._looking:
            yield Record(number + 1, [], reason=STOPPED)

    def close(self) -> None:
        """End the child."""
        self._messages.close()


def _child(path: Path, sheet: str, seconds: int) -> Generator[Any, None, None]:
    """What the child says, line by line; it is killed when nobody listens any more or it falls silent."""
    command = [sys.executable, "-I", str(CHILD), str(path.resolve()), str(MEMORY), str(seconds), sheet]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd="/"
    )
    try:
        with closing(_lines(process)) as lines:
            for line in lines:
                message = json.loads(line)
                if isinstance(message, dict) and "refused" in message:
                    raise Refused(message["refused"])
                yield message
    finally:
        process.kill()
        process.wait()


def _lines(process: subprocess.Popen[bytes]) -> Generator[bytes, None, None]:
    assert process.stdout is not None
    rest = b""
    with process.stdout as stream:
        while True:
            ready, _, _ = select.select([stream], [], [], SILENT_SECONDS)
            chunk = os.read(stream.fileno(), 1 << 18) if ready else b""
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines

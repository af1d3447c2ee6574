"""Files through a real Ray of two processes, and what is refused before it starts."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tandem.cluster.files import NAMES, Files, find
from tandem.cluster.tests.test_finding import TEXTS
from tandem.core.errors import Refused
from tandem.language.spreading import Spread

pyarrow = pytest.importorskip("pyarrow", reason="the extra for clusters is not installed: bin/setup --cluster")
pytest.importorskip("ray", reason="the extra for clusters is not installed: bin/setup --cluster")
pytestmark = pytest.mark.cluster

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def brought(tmp_path: Path) -> dict[str, Path]:
    """The same texts in each format; the Parquet file in several groups of rows."""
    from pyarrow import parquet

    files = {kind: tmp_path / f"texts.{kind}" for kind in ("parquet", "csv", "jsonl")}
    names = [f"n{number}" for number in range(len(TEXTS))]
    parquet.write_table(pyarrow.table({"id": names, "text": TEXTS}), files["parquet"], row_group_size=60)
    with files["csv"].open("w", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *zip(names, TEXTS, strict=True)])
    files["jsonl"].write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in zip(names, TEXTS, strict=True)))
    return files


def found_in(folder: Path) -> tuple[list[dict[str, Any]], list[str]]:
    from pyarrow import parquet

    rows = [row for path in sorted(folder.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    return sorted(rows, key=lambda row: str(row)), (folder / NAMES).read_text().splitlines()


def test_two_processes_of_ray_find_what_one_finds_in_every_format(
    brought: dict[str, Path], tmp_path: Path, spread: Spread
) -> None:
    for kind, file in brought.items():
        find(Files.at([file], "text", "id", tmp_path / kind), spread)
    here = found_in(tmp_path / "parquet")
    assert found_in(tmp_path / "csv") == found_in(tmp_path / "jsonl") == here
    assert len(here[0]) == len(TEXTS)
    home = tmp_path / "home"
    home.mkdir()
    words = ["cluster", "--from", str(brought["parquet"]), "--to", str(tmp_path / "ray"), "--name", "id", "--processes", "2"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tandem", *words],
        cwd=ROOT, env={**os.environ, "HOME": str(home)}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert found_in(tmp_path / "ray") == here
    assert list(home.rglob("*")) == []


def test_a_run_that_dies_half_way_leaves_no_folder_and_one_done_again_the_same(
    brought: dict[str, Path], tmp_path: Path, spread: Spread
) -> None:
    files = Files.at([brought["parquet"]], "text", "", tmp_path / "found")

    def stop(step: str, share: float) -> None:
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find(files, spread, progress=stop)
    assert not (tmp_path / "found").exists()
    find(files, spread)
    first = found_in(tmp_path / "found")
    find(files, spread)
    assert found_in(tmp_path / "found") == first
    assert {"file", "part", "row", "theme", "area"} == set(first[0][0])
    assert not files.unfinished.exists()


def test_what_cannot_be_read_or_written_is_refused_in_a_sentence(
    brought: dict[str, Path], tmp_path: Path, spread: Spread
) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_text("no parquet")
    mine = tmp_path / "mine"
    mine.mkdir()
    for paths, column, target, said in [
        ([broken], "text", "to", "cannot be read"),
        ([brought["csv"]], "body", "to", "has no column body; it has id, text"),
        ([brought["csv"], brought["jsonl"]], "text", "to", "files of one kind"),
        ([tmp_path / "nowhere.csv"], "text", "to", "There is no file"),
        ([mine], "text", "to", "There is no Parquet, CSV or JSON lines file"),
        ([brought["csv"]], "text", "mine", "holds something else"),
    ]:
        with pytest.raises(Refused, match=said):
            find(Files.at(paths, column, "", tmp_path / target), spread)

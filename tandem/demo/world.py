"""The demo company's files, as they are; world/README.md says what each field means."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

WORLD = Path(__file__).parent / "world"
Row = dict[str, Any]


@cache
def rows(pattern: str) -> list[Row]:
    """Every line of the JSONL files whose name fits, in file order."""
    lines = (line for path in sorted(WORLD.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads((WORLD / f"{name}.toml").read_text("utf-8"))

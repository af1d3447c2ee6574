"""What an operator can set and what a person can type is written down."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from tandem import cli

HERE = Path(__file__).resolve().parent.parent
SET_BY_OTHERS = {"HOME", "PATH"}
PIN = re.compile(r"^[a-z0-9._-]+==[^ ;\\]+", re.MULTILINE)


def settings_read(source: str) -> set[str]:
    """Names read from the environment: os.environ["X"], os.environ.get("X"), setdefault, pop and os.getenv."""
    return set(_names(ast.parse(source)))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield from _said(node.slice)
        reading = ("os.environ.get", "os.environ.setdefault", "os.environ.pop", "os.getenv")
        if isinstance(node, ast.Call) and ast.unparse(node.func) in reading:
            yield from _said(node.args[0])


def _said(node: ast.expr) -> Iterator[str]:
    assert isinstance(node, ast.Constant), f"a setting whose name is not written out: {ast.unparse(node)}"
    yield str(node.value)


def _headings(page: str) -> set[str]:
    return set(re.findall(r"^#+ (.+?)\s*$", (HERE / "docs" / page).read_text("utf-8"), re.MULTILINE))


def _settings() -> set[str]:
    files = [path for path in (HERE / "tandem").rglob("*.py") if "tests" not in path.parts]
    return set().union(*(settings_read(path.read_text("utf-8")) for path in files)) - SET_BY_OTHERS


def _commands() -> dict[str, set[str]]:
    """Every command that is not hidden, with the long names of its options."""
    group = typer.main.get_command(cli.app)
    shown = {name: command for name, command in group.commands.items() if not command.hidden}  # type: ignore[attr-defined]
    return {
        name: {option for one in command.params for option in one.opts if option.startswith("--")}
        for name, command in shown.items()
    }


def test_every_way_of_reading_a_setting_is_seen() -> None:
    source = "import os\nos.environ['A']; os.environ.get('B', ''); os.getenv('C'); os.environ.setdefault('D', '1')"
    assert settings_read(source) == {"A", "B", "C", "D"}


def test_every_setting_has_its_heading() -> None:
    found = _settings()
    assert {"TANDEM_HOME", "DATABASE_URL", "PG_BIN"} <= found
    assert not found - _headings("operate.md")


def test_every_command_has_its_heading() -> None:
    commands = _commands()
    assert {"up", "import", "themes", "standing", "search", "createowner"} <= set(commands)
    assert not {f"tandem {name}" for name in commands} - _headings("cli.md")


def test_every_option_is_told_under_its_command() -> None:
    page = (HERE / "docs" / "cli.md").read_text("utf-8")
    sections = dict(re.findall(r"^## tandem (\S+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    for name, options in _commands().items():
        assert not {option for option in options if option not in sections[name]}, name


@pytest.mark.parametrize("page", ["install.md", "operate.md", "cli.md", "api.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (HERE / "docs" / page).read_text("utf-8")
    for target, _, anchor in (link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text)):
        other = HERE / "docs" / (target or page)
        assert other.exists(), target
        anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _headings(other.name)}
        assert not anchor or anchor in anchors, f"{target}#{anchor}"


def test_the_lists_for_pip_pin_what_uv_locks() -> None:
    """Of three: what a user needs, with the tools for working on it, with the extra for clusters."""
    packages = tomllib.loads((HERE / "uv.lock").read_text())["package"]
    locked = {f"{each['name']}=={each['version']}" for each in packages if each["name"] != "tandem"}
    lists = [f"requirements{part}.lock" for part in ("", "-dev", "-cluster")]
    plain, dev, cluster = (set(PIN.findall((HERE / name).read_text())) for name in lists)
    assert dev | cluster == locked
    assert plain < dev
    assert plain < cluster
    assert {pin.split("==")[0] for pin in cluster - plain} >= {"ray", "pyarrow"}
    assert not [pin for pin in plain | dev if pin.startswith(("ray==", "pyarrow=="))]

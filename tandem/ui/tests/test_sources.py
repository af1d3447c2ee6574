"""What the pages are made of keeps the promises of the content policy and of vendor.toml."""

import re
import tomllib
from pathlib import Path

import pytest

UI = Path(__file__).parent.parent
ROOT = UI.parent.parent
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (UI / "static/vendor/icons.svg").read_text()))
TEMPLATES = sorted(ROOT.glob("tandem/*/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_named_in_a_template_is_in_the_sprite(path: Path) -> None:
    text = path.read_text()
    named = re.findall(r"{%\s*icon \"([^\"]+)\"", text) + re.findall(r"{%[^%]*\bicon=\"([^\"]+)\"", text)
    assert set(named) <= SPRITE


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_an_address_is_named_in_the_block_that_leads_there(path: Path) -> None:
    """A name given by `{% url … as name %}` ends with its block; elsewhere the button would lead nowhere."""
    blocks = re.split(r"{% block \w+ %}", path.read_text())
    given = [set(re.findall(r"{% url [^%]* as (\w+) %}", block)) for block in blocks]
    used = [set(re.findall(r"\b(?:url|cancel)=(\w+)\b", block)) for block in blocks]
    assert not [name for here, wanted in zip(given, used, strict=True) for name in wanted & set().union(*given) - here]


def test_vendor_toml_names_every_vendored_file() -> None:
    packages = tomllib.loads((ROOT / "vendor.toml").read_text())["package"]
    named = {name for package in packages for name in package["files"].values()} | {"icons.svg"}
    assert named == {path.name for path in (UI / "static/vendor").iterdir()}
    assert all(len(package["sha256"]) == 64 and package["license"] for package in packages)


def test_the_sheet_imports_every_component_once() -> None:
    imported = re.findall(r'url\("([^"]+)"\)', (UI / "static/css/tandem.css").read_text())
    css = UI / "static/css"
    assert sorted(imported) == sorted(
        str(path.relative_to(css)) for path in css.rglob("*.css") if path.name != "tandem.css"
    )


def test_every_story_is_listed_and_every_listed_story_exists() -> None:
    from tandem.ui import stories

    found = {path.stem for path in (UI / "templates/ui/stories").glob("*.html")} - {"rows"}
    assert found == set(stories.NAMES)

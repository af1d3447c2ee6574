"""What bin/setup installs: the same packages by uv and by pip."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_pip_would_install_the_versions_that_uv_does(name: str) -> None:
    locked = {(one["name"], one.get("version")) for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    listed = set(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / name).read_text(), flags=re.MULTILINE))
    assert len(listed) > 30
    assert listed <= locked, "run: uv export --frozen --no-emit-project --no-header [--no-dev | --all-groups]"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[<>=~ ]", one)[0].lower() for one in wanted}
    assert names <= {listed_name for listed_name, _ in listed}

"""The home folder: where it is, who may read it, and what is said when it cannot be written."""

import os
import stat
from pathlib import Path

import pytest

from tandem.core import home
from tandem.core.errors import Refused


@pytest.fixture(autouse=True)
def _no_home_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TANDEM_HOME", "XDG_DATA_HOME", "TANDEM_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_tandem_home_is_used_where_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "here"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "there"))
    assert home.location() == tmp_path / "here"


def test_the_default_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home.location() == tmp_path / ".local/share/tandem"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home.location() == tmp_path / "data/tandem"


def test_a_relative_home_does_not_move_with_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_HOME", "mine")
    assert home.location() == tmp_path / "mine"


def test_a_home_that_is_a_file_is_refused_in_one_sentence_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(Refused, match=r"^Tandem cannot write to .*taken \(.+\): .*TANDEM_HOME\.$"):
        home.prepare(tmp_path / "taken")


def test_a_home_under_a_closed_folder_is_refused(tmp_path: Path) -> None:
    place = Path("/proc/tandem") if os.geteuid() == 0 else tmp_path / "closed" / "home"
    if os.geteuid() != 0:
        (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(Refused, match="cannot write to"):
        home.prepare(place)


def test_the_home_and_its_key_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    home.secret_key(tmp_path / "home")
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "home/secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret-key"]


def test_the_secret_key_is_made_once_and_differs_between_homes(tmp_path: Path) -> None:
    first = home.secret_key(tmp_path / "a")
    assert first == home.secret_key(tmp_path / "a")
    assert len(first) >= 50
    assert first != home.secret_key(tmp_path / "b")


def test_of_two_first_starts_at_once_the_first_key_wins(tmp_path: Path) -> None:
    home.keep_secret(tmp_path / "secret-key", "first")
    home.keep_secret(tmp_path / "secret-key", "second")
    assert (tmp_path / "secret-key").read_text() == "first"


def test_a_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TANDEM_SECRET_KEY", "changeme")
    with pytest.raises(Refused, match="TANDEM_SECRET_KEY is too short"):
        home.secret_key(tmp_path)

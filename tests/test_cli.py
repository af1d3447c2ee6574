"""The `tandem` command as a person and as a program use it: each run is a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from tandem import cli
from tandem.core import database

HERE = Path(__file__).resolve().parent.parent
OWNER = ("createowner", "--name", "Runa Vale", "--email", "runa@sideline.example", "--company", "Sideline Works")


@dataclass
class Done:
    """How one command ended, and what it said."""

    code: int
    stdout: str
    stderr: str


Tandem = Callable[..., Done]


@pytest.fixture
def tandem(own_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tandem:
    """Runs the command as the console would, on a database of its own, with nobody at the terminal."""
    urls = database.urls()
    monkeypatch.setenv("DATABASE_URL", make_conninfo(urls.app, dbname=own_database))
    monkeypatch.setenv("DATABASE_OWNER_URL", make_conninfo(urls.owner, dbname=own_database))

    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["tandem", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


def _facts(done: Done) -> Any:
    assert done.code == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "tickets.csv"
    said = [f"{number},The bank feed stops every Monday and nobody tells us ({number})" for number in range(40)]
    said += [f"{number},Can I change the colour of an invoice template? ({number})" for number in range(40, 80)]
    file.write_text("no,what\n" + "\n".join(said) + "\n80,\n")
    return file


def test_the_first_administrator_comes_from_the_console_with_the_workspace(tandem: Tandem) -> None:
    facts = _facts(tandem(*OWNER, "--json"))
    assert facts["email"] == "runa@sideline.example"
    assert len(facts["password"]) >= 12
    from tandem.team.models import Activity, Member, Workspace

    made = Member.objects.get(email="runa@sideline.example")
    assert made.role == "administrator"
    assert made.check_password(facts["password"])
    assert Workspace.objects.count() == 1
    assert Activity.objects.filter(is_on=True).count() == 10
    again = tandem(*OWNER)
    assert (again.code, again.stderr.strip()) == (1, "runa@sideline.example already belongs to a member.")


REFUSED = [
    (("createowner", "--company", "Sideline Works"), "--name is missing"),
    (("createowner", "--name", "X", "--email", "nobody", "--company", "S"), "nobody is not an e-mail address."),
    ((*OWNER, "--password", "short"), "This password is too short."),
    (("product", "Side line", "--slug", "Side Line"), "small letters, digits and dashes"),
    (("themes", "--product", "nowhere"), "There is no product with the address nowhere."),
    (("themes", "--product", "nowhere", "--rank", "luck"), "Themes are not ranked by luck"),
    (("standing", "nowhere"), "Open one with `tandem product NAME --slug nowhere`."),
    (("import", "x.csv", "--product", "nowhere", "--map", "body"), "--map is FIELD=COLUMN"),
    (("search", "feed", "--as", "ghost@sideline.example"), "Nobody on the team signs in with ghost"),
]


def test_every_refusal_is_a_sentence_on_standard_error_and_exit_code_1(tandem: Tandem) -> None:
    for words, said in REFUSED:
        done = tandem(*words) if words[0] == "createowner" else _after_founding(tandem, words)
        assert (done.code, done.stdout) == (1, "")
        assert said in done.stderr


def _after_founding(tandem: Tandem, words: tuple[str, ...]) -> Done:
    tandem(*OWNER)
    return tandem(*words)


def test_a_refused_command_ends_as_a_process_without_a_traceback() -> None:
    words = [sys.executable, "-m", "tandem", "import", "x.csv", "--product", "nowhere", "--map", "body"]
    done = subprocess.run(words, cwd=HERE, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "--map is FIELD=COLUMN, such as --map body=text; 'body' is not.\n"


def test_a_file_is_imported_once_however_often_it_is_brought_and_its_themes_are_found(
    tandem: Tandem, notes: Path
) -> None:
    tandem(*OWNER)
    _facts(tandem("product", "Sideline", "--pm", "runa@sideline.example", "--json"))
    bring = ("import", str(notes), "--product", "sideline", "--source", "Tickets", "--map", "body=what", "--json")
    first = tandem(*bring)
    facts = _facts(first)
    assert (facts["rows"], facts["created"], facts["unchanged"], facts["rejected"]) == (81, 80, 0, 0)
    assert facts["skipped"] == 1
    assert facts["rejects"] is None
    assert "rows" in first.stderr
    again = _facts(tandem(*bring))
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 80)
    found = tandem("themes", "--product", "sideline", "--json")
    assert "themes:" in found.stderr
    rows = _facts(found)["themes"]
    assert sum(row["notes"] for row in rows) > 40
    assert [row["notes"] for row in rows] == sorted((row["notes"] for row in rows), reverse=True)
    hits = _facts(tandem("search", "bank feed", "--product", "sideline", "--json"))["found"]
    assert "The bank feed stops" in hits[0]["title"] + hits[-1]["title"]
    told = _facts(tandem("standing", "sideline", "--as", "runa@sideline.example", "--json"))
    assert set(told) == {"product", "release", "headline", "ready", "stages", "gates", "flags"}
    assert next(stage["name"] for stage in told["stages"]) == "Evidence"
    assert "80" in json.dumps(told["stages"][0])
    lines = tandem("standing", "sideline").stdout.splitlines()
    assert lines[0] == "No launch of Sideline is planned"

"""Which database is used as which role, and that the app's role cannot rewrite history."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tandem.core import database, postgres
from tandem.core.errors import Refused


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.TemporaryServer]:
    with postgres.TemporaryServer(tmp_path_factory.mktemp("server")) as running:
        yield running


def test_without_an_address_the_embedded_server_is_meant_and_nothing_is_started(home: Path) -> None:
    assert database.connection()["USER"] == "tandem_app"
    assert "tandem_owner@" in database.owner_url()
    assert not home.exists()


def test_every_part_of_an_address_reaches_django(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://ann:p%40ss@db.example:5433/records?sslmode=require&options=-c%20x.y%3D1"
    )
    found = database.connection()
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ann",
        "p@ss",
        "db.example",
        "5433",
        "records",
    ]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["options"] == "-c x.y=1 -c pgtrigger.ignore={}"


@pytest.mark.parametrize("said", ["mysql://host/db", "postgresql://host/db?nonsense=1", "postgresql://host/"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("DATABASE_URL", said)
    with pytest.raises(Refused, match=r"^DATABASE_URL "):
        database.connection()


def test_an_owner_without_an_app_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@host/db")
    with pytest.raises(Refused, match="give both, or neither"):
        database.urls()


def test_a_database_that_is_not_there_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann@/records?host=/nowhere")
    with pytest.raises(Refused, match="cannot be reached"):
        database.hold()


def test_a_superuser_is_refused(monkeypatch: pytest.MonkeyPatch, server: postgres.TemporaryServer) -> None:
    monkeypatch.setenv("DATABASE_URL", server.superuser_url)
    monkeypatch.setenv("DATABASE_OWNER_URL", server.superuser_url)
    with pytest.raises(Refused, match="does not work as a superuser"):
        database.refuse_superuser()
    monkeypatch.setenv("DATABASE_URL", server.app_url)
    database.refuse_superuser()


def test_one_address_that_may_make_roles_gets_an_app_role_of_its_own(
    monkeypatch: pytest.MonkeyPatch, server: postgres.TemporaryServer, home: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.url("postgres", "tandem").replace("/tandem?", "/template1?"))
    before = database.urls()
    assert database.settle_roles() is None
    after = database.urls()
    assert after.owner == before.owner
    assert "template1_app" in after.app
    database.refuse_superuser()
    assert (home / "app-role.json").stat().st_mode & 0o077 == 0
    assert database.settle_roles() is None, "a second start keeps the role"
    assert database.urls() == after


def test_one_address_that_may_not_make_roles_is_told_what_is_weaker(
    monkeypatch: pytest.MonkeyPatch, server: postgres.TemporaryServer
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.owner_url)
    assert database.settle_roles() == database.WEAKER
    assert database.urls() == postgres.Urls(app=server.owner_url, owner=server.owner_url)


HISTORY = ["record_event", "evidence_companyevent", "pghistory_context"]
ORDINARY = ["evidence_company", "procrastinate_events", "django_migrations"]


@pytest.fixture
def tables(server: postgres.TemporaryServer) -> Iterator[postgres.TemporaryServer]:
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        for table in HISTORY + ORDINARY:
            owner.execute(f"create table {table} (id serial primary key, words text)")
            owner.execute(f"insert into {table} (words) values ('first')")
        database.grant_app_role(owner, "tandem_app")
        database.grant_app_role(owner, "tandem_app")
        yield server
        for table in HISTORY + ORDINARY:
            owner.execute(f"drop table {table}")


@pytest.mark.parametrize("table", HISTORY)
def test_the_app_adds_and_reads_history_but_never_changes_it(tables: postgres.TemporaryServer, table: str) -> None:
    with psycopg.connect(tables.app_url, autocommit=True) as app:
        app.execute(f"insert into {table} (words) values ('second')")
        assert app.execute(f"select count(*) from {table}").fetchone() == (2,)
        for change in (f"update {table} set words = 'other'", f"delete from {table}", f"truncate {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(change)
        assert app.execute(f"select words from {table} order by id").fetchall() == [("first",), ("second",)]


def test_the_app_changes_ordinary_rows_but_not_the_list_of_migrations(tables: postgres.TemporaryServer) -> None:
    with psycopg.connect(tables.app_url, autocommit=True) as app:
        for table in ORDINARY[:2]:
            app.execute(f"update {table} set words = 'other'")
            app.execute(f"delete from {table}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("delete from django_migrations")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("drop table evidence_company")

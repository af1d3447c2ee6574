"""The embedded PostgreSQL: started once, shared, survived when killed, stopped after its last user."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tandem.core import postgres, postgres_cluster
from tandem.core.errors import Refused

HOLDER = """
import pathlib, sys
from tandem.core import postgres
held = postgres.hold(pathlib.Path(sys.argv[1]))
print("up", flush=True)
input()
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    postgres.stop(tmp_path / "home")


def soon(fact: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether the fact becomes true in time."""
    end = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def postmaster(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().split()[0])


def is_gone(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or " Z " in stat.read_text()


def write(held: postgres.Hold, text: str) -> None:
    with psycopg.connect(held.urls.owner) as connection:
        connection.execute("create table if not exists said (words text)")
        connection.execute("insert into said values (%s)", [text])


def said(held: postgres.Hold) -> list[str]:
    with psycopg.connect(held.urls.owner) as connection:
        return [words for (words,) in connection.execute("select words from said")]


def test_the_server_stops_after_its_last_user_and_keeps_what_was_written(home: Path) -> None:
    with postgres.hold(home) as first, postgres.hold(home) as second:
        write(first, "kept")
        first.release()
        time.sleep(0.5)
        assert said(second) == ["kept"], "the second user still holds it"
    assert soon(lambda: postgres.status(home).state == "stopped")
    assert postgres_cluster.Cluster(home / "postgres").processes() == []
    with postgres.hold(home) as again:
        assert said(again) == ["kept"]


def test_two_first_users_at_once_share_one_server(home: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(home)]
    users = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    try:
        assert [user.stdout and user.stdout.readline() for user in users] == ["up\n"] * 4
        servers = (home / "postgres/server.log").read_text().count("starting PostgreSQL")
        assert servers == 1
    finally:
        for user in users:
            user.kill()
            user.communicate()
    assert soon(lambda: postgres.status(home).state == "stopped"), "a killed user holds nothing"


def test_the_app_may_not_make_tables_and_neither_role_is_a_superuser(home: Path) -> None:
    with postgres.TemporaryServer(home) as server:
        with psycopg.connect(server.app_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table mine (id int)")
        with psycopg.connect(server.owner_url) as connection:
            connection.execute("create table ours (id int)")
            rows = connection.execute("select rolsuper from pg_roles where rolname like 'tandem%'").fetchall()
            assert rows == [(False,), (False,)]


def test_new_databases_have_the_vector_type_where_the_server_knows_it(home: Path) -> None:
    with postgres.TemporaryServer(home) as server:
        with psycopg.connect(server.superuser_url, autocommit=True) as connection:
            known = connection.execute("select 1 from pg_available_extensions where name = 'vector'").fetchone()
            connection.execute("create database another")
        with psycopg.connect(server.url("postgres", "another")) as connection:
            made = connection.execute("select 1 from pg_extension where extname = 'vector'").fetchone()
        assert made == known


def test_the_server_listens_on_its_own_socket_only(home: Path) -> None:
    with postgres.TemporaryServer(home) as server, psycopg.connect(server.superuser_url) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("show fsync").fetchone() == ("off",)
        assert connection.execute("show data_checksums").fetchone() == ("on",)
        assert postgres_cluster.Cluster(home / "postgres").socket.stat().st_mode & 0o077 == 0


def test_a_deep_home_gets_a_short_socket_path(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 20) / ("deeper" * 10)
    with postgres.TemporaryServer(deep) as server, psycopg.connect(server.app_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    socket = postgres_cluster.Cluster(deep / "postgres").socket
    assert len(str(socket)) < 80
    assert not socket.exists(), "a folder outside the home is not left behind"


def test_a_half_made_first_start_is_begun_again(home: Path) -> None:
    unfinished = home / "postgres/data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    (unfinished / "base").write_text("half")
    with postgres.hold(home) as held:
        write(held, "whole")
        assert not unfinished.exists()


def test_a_stale_pid_that_now_belongs_to_another_program_does_not_stop_the_start(home: Path) -> None:
    with postgres.hold(home) as held:
        write(held, "kept")
    assert soon(lambda: postgres.status(home).state == "stopped")
    socket = postgres_cluster.Cluster(home / "postgres").socket
    lines = f"{os.getpid()}\n{home}/postgres/data\n1700000000\n5432\n{socket}\n\n  1  1\nready\n"
    (home / "postgres/data/postmaster.pid").write_text(lines)
    socket.mkdir(exist_ok=True)
    (socket / ".s.PGSQL.5432.lock").write_text(lines)
    with postgres.hold(home) as held:
        assert said(held) == ["kept"]


def test_data_of_another_version_is_refused_and_the_refusal_does_not_stick(home: Path) -> None:
    with postgres.hold(home) as held:
        write(held, "kept")
    assert soon(lambda: postgres.status(home).state == "stopped")
    mark = home / "postgres/data/PG_VERSION"
    real = mark.read_text()
    mark.write_text("9\n")
    with pytest.raises(Refused, match="was made by PostgreSQL 9, but version"):
        postgres.hold(home)
    mark.write_text(real)
    with postgres.hold(home) as held:
        assert said(held) == ["kept"]


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with postgres.hold(home):
        pass
    assert soon(lambda: postgres.status(home).state == "stopped")
    with (home / "postgres/data/postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = 'a lot'\n")
    with pytest.raises(Refused, match=r"did not start: .*shared_buffers"):
        postgres.hold(home)


def test_pg_bin_without_a_server_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    postgres_cluster.binaries.cache_clear()
    with pytest.raises(Refused, match="PG_BIN names"):
        postgres_cluster.binaries()
    monkeypatch.undo()
    postgres_cluster.binaries.cache_clear()


@pytest.mark.fault
def test_a_killed_server_comes_back_with_every_committed_row(home: Path) -> None:
    with postgres.hold(home) as held:
        for number in range(3):
            write(held, f"before {number}")
            os.kill(postmaster(home), signal.SIGKILL)
            time.sleep(0.3)
            held.ensure()
        assert said(held) == ["before 0", "before 1", "before 2"]


@pytest.mark.fault
def test_a_server_killed_with_its_backends_comes_back(home: Path) -> None:
    with postgres.hold(home) as held:
        write(held, "kept")
        for pid in postgres_cluster.Cluster(home / "postgres").processes():
            with suppress(ProcessLookupError):  # it went with the one before
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        held.ensure()
        assert said(held) == ["kept"]


@pytest.mark.fault
def test_a_killed_supervisor_is_replaced_and_its_server_does_not_stay_behind(home: Path) -> None:
    with postgres.hold(home) as held:
        write(held, "kept")
        old = postgres.status(home).pid
        assert old is not None
        server = postmaster(home)
        os.kill(old, signal.SIGKILL)
        assert soon(lambda: is_gone(old))
        held.ensure()
        assert said(held) == ["kept"]
        assert postgres.status(home).pid != old
        assert postmaster(home) != server


@pytest.mark.fault
def test_supervisor_and_server_killed_together_are_survived(home: Path) -> None:
    with postgres.hold(home) as held:
        write(held, "kept")
        pid = postgres.status(home).pid
        assert pid is not None
        server = postmaster(home)
        os.kill(pid, signal.SIGKILL)
        os.kill(server, signal.SIGKILL)
        assert soon(lambda: is_gone(pid))
        held.ensure()
        assert said(held) == ["kept"]


@pytest.mark.fault
def test_a_server_whose_home_is_removed_does_not_stay_behind(home: Path) -> None:
    with postgres.hold(home):
        cluster = postgres_cluster.Cluster(home / "postgres")
        assert json.loads((home / "postgres/supervisor.json").read_text())["state"] == "ready"
        server = postmaster(home)
        (home / "postgres").rename(home / "moved")
        assert soon(
            lambda: not Path(f"/proc/{server}/stat").exists() or " Z " in Path(f"/proc/{server}/stat").read_text()
        )
    assert cluster.processes() == []

"""How tests meet the database: one server, the demo world built once as a template, a copy for each worker.

Nothing is flushed: ordinary tests roll back, and a test that commits asks for `own_database`.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
_place = hashlib.sha256(f"{HERE}{os.getuid()}{os.environ.get('PG_BIN')}".encode()).hexdigest()[:10]
os.environ["TANDEM_HOME"] = str(Path(tempfile.gettempdir()) / f"tandem-tests-{_place}")
os.environ["TANDEM_NOW"] = "2026-11-22T09:00:00+00:00"
os.environ["TANDEM_URL"] = "http://testserver"
if given := os.environ.get("TANDEM_TEST_DATABASE_URL"):  # any other server: a superuser's address, for CI only
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"] = given
os.environ["DJANGO_SETTINGS_MODULE"] = "tandem.settings"

import django
import psycopg
import pytest
from django.conf import settings

from tandem.core import database, home, postgres

django.setup()
settings.WHITENOISE_AUTOREFRESH = True  # or each test client looks through all static files at its first call

WHOLE = os.environ.get("TANDEM_TEST_WORLD", "whole") == "whole"
BUILDING = "building_whole" if WHOLE else "building_bare"
TABLES = [
    *(HERE / "tandem").glob("*/migrations/*.py"),
    HERE / "tandem/record/numbering.py",
    HERE / "tandem/record/redaction.py",
    HERE / "tandem/core/database.py",
    HERE / "tandem/evidence/vectors.py",
    HERE / "tandem/evidence/wording.py",
]
PEOPLE = [path for path in (HERE / "tandem/demo").rglob("*.*") if "tests" not in path.parts]
WORLD = [*TABLES, *PEOPLE] if WHOLE else TABLES
DATA = HERE.parent / "shared" / "data"


@contextmanager
def _admin() -> Iterator[psycopg.Connection]:
    with psycopg.connect(_superuser("postgres"), autocommit=True) as connection:
        yield connection


def _superuser(name: str) -> str:
    if given := os.environ.get("TANDEM_TEST_DATABASE_URL"):
        return psycopg.conninfo.make_conninfo(given, dbname=name)
    return postgres.cluster(home.location(), fsync=False).url("postgres", name)


def _template() -> str:
    """The name of the template database for today's migrations and demo world."""
    digest = hashlib.sha256()
    for path in sorted(path for path in WORLD if path.suffix != ".pyc"):
        digest.update(path.read_bytes())
    return ("world_" if WHOLE else "bare_") + digest.hexdigest()[:12]


def _build(name: str, copy: str) -> None:
    """Migrate an empty database and build the demo world in it, then give it its final name; copy it before another run
    with other files may drop it.
    """
    with _admin() as admin:
        admin.execute("SELECT pg_advisory_lock(4711 + %s)", [int(WHOLE)])
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return _copy(name, copy)
        kind = f"{name.split('_')[0]}_"
        for (old,) in admin.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind]
        ).fetchall():
            admin.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        admin.execute(f'DROP DATABASE IF EXISTS "{BUILDING}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{BUILDING}"')
        if "vector" in {row[0] for row in admin.execute("SELECT name FROM pg_available_extensions")}:
            with psycopg.connect(_superuser(BUILDING), autocommit=True) as inside:
                inside.execute("CREATE EXTENSION IF NOT EXISTS vector")
        owner = psycopg.conninfo.conninfo_to_dict(database.owner_url())["user"]
        admin.execute(f'ALTER DATABASE "{BUILDING}" OWNER TO "{owner}"')
        with psycopg.connect(_superuser(BUILDING), autocommit=True) as inside:
            inside.execute(f'ALTER SCHEMA public OWNER TO "{owner}"')
        _fill()
        admin.execute(f'ALTER DATABASE "{BUILDING}" RENAME TO "{name}"')
        _copy(name, copy)


def _fill() -> None:
    """In a process of its own, so that no connection of this one stays on the template; what it runs counts as cover
    where cover is counted.
    """
    import subprocess

    from coverage import Coverage

    code = "from tandem.demo.testing import build_template; build_template()"
    if not WHOLE:
        code = "import django; django.setup(); from tandem.core import database; database.migrate()"
    environment = {
        **os.environ,
        "DATABASE_URL": _named(database.urls().app),
        "DATABASE_OWNER_URL": _named(database.owner_url()),
    }
    if Coverage.current():
        environment["COVERAGE_PROCESS_START"] = str(HERE / "pyproject.toml")
        code = f"import coverage; coverage.process_startup(); {code}"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=HERE)


def _named(url: str) -> str:
    return psycopg.conninfo.make_conninfo(url, dbname=BUILDING)


def _copy(template: str, name: str) -> None:
    with _admin() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')


def _connect_to(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One copy of the world for this worker, dropped when it ends."""
    with postgres.hold(home.location(), fsync=False) if not os.environ.get("TANDEM_TEST_DATABASE_URL") else _nothing():
        name = f"test_{os.getpid()}"
        _build(_template(), name)
        with django_db_blocker.unblock():
            _connect_to(name)
        yield
        with django_db_blocker.unblock():
            _connect_to("postgres")
        with _admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A copy of the world for one test that commits; gives its name, and Django is connected to it."""
    from django.db import connection

    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        name = f"own_{os.getpid()}"
        _build(_template(), name)
        _connect_to(name)
        yield name
        _connect_to(before)
        with _admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def fresh_copy(django_db_setup: None) -> Iterator[Callable[[str], None]]:
    """Puts a new copy of the world under a name, as often as asked: for tests that hand one to another process."""
    template, names = _template(), set()

    def copy(name: str) -> None:
        names.add(name)
        _build(template, name)

    yield copy
    with _admin() as admin:
        for name in names:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def data() -> Path:
    """Real exports that nobody here wrote; they never enter the repository."""
    if not DATA.is_dir():
        pytest.skip(f"the real exports are not here: {DATA.parent.name}/{DATA.name} beside the repository is missing")
    return DATA


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Asking for `data` marks a test as needing the real exports; a wide one is not counted as cover.

    The wide tests call every address as everybody: following each line would nearly double their time. Those that can
    name the call that tells most count that one alone, by `counted`.
    """
    for item in items:
        if item.get_closest_marker("wide"):
            item.add_marker(pytest.mark.no_cover)
        if "data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.data)

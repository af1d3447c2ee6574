"""Which database Tandem works with, as which role, and what that role may do there.

The program works as the *app* role, which adds and reads history but never changes it and makes no tables; migrations
run as the *owner*. Both come from the embedded server unless DATABASE_URL names another one.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tandem.core import home as homes
from tandem.core import postgres
from tandem.core.errors import Refused
from tandem.core.postgres import Urls

POOL = {"min_size": 0, "max_size": 12, "timeout": 10}
TRIGGERS_RUN = "-c pgtrigger.ignore={}"  # without it every row of a bulk write raises and catches an error: quadratic
KEPT_ROLE = "app-role.json"
OLDEST = 150000
ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
HISTORY = "event$|_redaction$|_erasure$|^pghistory_"

WEAKER = (
    "One database role does everything, so nothing but Tandem itself keeps the history from being changed: "
    "give the program a role of its own in DATABASE_URL and the migrating one in DATABASE_OWNER_URL."
)


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def urls() -> Urls:
    """The addresses of the app and of the owner; nothing is started or asked."""
    given = os.environ.get("DATABASE_URL")
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not given:
        if owner:
            raise Refused("DATABASE_OWNER_URL is set but DATABASE_URL is not: give both, or neither.")
        return postgres.urls(homes.location())
    return Urls(app=given, owner=owner) if owner else Urls(app=_kept_app_url(given) or given, owner=given)


def owner_url() -> str:
    """The address that migrations use."""
    return urls().owner


def connection() -> dict[str, Any]:
    """Django's settings of its one connection, as the app role."""
    return django_settings(urls().app)


def django_settings(url: str) -> dict[str, Any]:
    """One address as Django wants it: pooled, connections proved before use, and history's triggers never skipped."""
    parts = _parts(url)
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {key: str(parts.pop(name, "")) for key, name in named.items()}
    options = f"{parts.pop('options', '')} {TRIGGERS_RUN}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        **found,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "options": options, "pool": dict(POOL)},
    }


def _parts(url: str) -> dict[str, Any]:
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise Refused(f"DATABASE_URL is not an address of a PostgreSQL database: {error}".strip()) from error
    if not parts.get("dbname"):
        raise Refused("DATABASE_URL names no database: write postgresql://user:password@host/database.")
    return parts


def hold() -> AbstractContextManager[object]:
    """Keeps the database there as long as the context lasts: starts the embedded server, or proves the other one."""
    if is_embedded():
        return postgres.hold(homes.location())
    with _connected(urls().owner):
        return nullcontext()


@contextmanager
def _connected(url: str) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
    try:
        connection = psycopg.connect(url, connect_timeout=10, autocommit=True)
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise Refused(f"The database that DATABASE_URL names cannot be reached: {said}") from error
    with connection:
        if connection.info.server_version < OLDEST:
            version = connection.info.server_version // 10000
            raise Refused(f"The database runs PostgreSQL {version}, but Tandem needs 15 or newer.")
        yield connection


def settle_roles() -> str | None:
    """Makes the app role where one address alone is given and may; otherwise says in a sentence what is weaker."""
    given = os.environ.get("DATABASE_URL")
    if not given or os.environ.get("DATABASE_OWNER_URL") or _kept_app_url(given):
        return None
    with _connected(given) as connection:
        row = connection.execute(
            "select rolcreaterole or rolsuper from pg_roles where rolname = current_user"
        ).fetchone()
        role = f"{connection.info.dbname}_app"
        taken = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        if row is None or not row[0] or taken:
            return WEAKER
        password = secrets.token_urlsafe(24)
        create = sql.SQL("create role {} login password {}")
        connection.execute(create.format(sql.Identifier(role), sql.Literal(password)))
    kept = {"for": _mark(given), "url": make_conninfo(given, user=role, password=password)}
    homes.keep_secret(homes.prepare() / KEPT_ROLE, json.dumps(kept), replace=True)
    return None


def _kept_app_url(given: str) -> str | None:
    try:
        kept = json.loads((homes.location() / KEPT_ROLE).read_text())
    except (OSError, ValueError):
        return None
    return str(kept["url"]) if kept["for"] == _mark(given) else None


def _mark(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def refuse_superuser() -> None:
    """Tandem never serves as a superuser: nothing would keep the history from being changed."""
    with _connected(urls().app) as connection:
        if connection.info.parameter_status("is_superuser") == "on":
            raise Refused(
                "Tandem does not work as a superuser of the database: "
                "give the program an ordinary role in DATABASE_URL and the migrating one in DATABASE_OWNER_URL."
            )


@contextmanager
def as_owner() -> Iterator[None]:
    """Within it Django's one connection is the owner's: for migrations and what follows them, never for serving."""
    from django.db import connection

    app = dict(connection.settings_dict)
    _reconnect(connection, django_settings(owner_url()))
    try:
        yield
    finally:
        _reconnect(connection, app)


def _reconnect(connection: Any, settings: dict[str, Any]) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(
        {key: settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    )


_after_migration: list[Callable[[Any], None]] = []


def after_migration(step: Callable[[Any], None]) -> Callable[[Any], None]:
    """Registers what a later package makes after every migration, on the owner's connection: it bears repetition."""
    _after_migration.append(step)
    return step


def pending() -> list[str]:
    """The migrations that the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def migrate(verbosity: int = 0) -> None:
    """Brings the tables up to date as the owner, then sets what the app role may do."""
    from django.core.management import call_command
    from django.db import connection

    with as_owner():
        call_command("migrate", verbosity=verbosity, interactive=False)
        call_command("createcachetable", verbosity=0)
        for step in _after_migration:
            step(connection)
        grant_app_role(connection)


def grant_app_role(connection: Any, role: str | None = None) -> None:
    """What the app role may do, set anew after every migration: rows everywhere, but history is only added and read."""
    role = role or str(_parts(urls().app).get("user", ""))
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        if not role or cursor.fetchone()[0] == role:
            return  # one role does everything: settle_roles has said what is weaker
        for statement in GRANTS:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)).as_string(None))
        for table in history_tables(cursor):
            revoke = sql.SQL("revoke update, delete, truncate on {} from {}")
            cursor.execute(revoke.format(sql.Identifier(table), sql.Identifier(role)).as_string(None))


GRANTS = (
    "grant usage on schema public to {role}",
    "grant select, insert, update, delete on all tables in schema public to {role}",
    "grant usage, select on all sequences in schema public to {role}",
    "grant execute on all functions in schema public to {role}",
    "revoke insert, update, delete on django_migrations from {role}",
    # Triggers of bulk writes upsert the context of what is under way: that one function may,
    # the app role itself may not.
    """do $$ begin if to_regprocedure('_pgh_attach_context()') is not null then
        alter function _pgh_attach_context() security definer set search_path = public, pg_temp;
    end if; end $$""",
)


def history_tables(cursor: Any) -> list[str]:
    """The tables that only grow: history's rows and the record's events."""
    cursor.execute(
        "select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        " and relname ~ %s order by 1",
        [HISTORY],
    )
    return [name for (name,) in cursor.fetchall()]

"""The `tandem` command: every command is a thin door to a verb or a rule that lives elsewhere."""

import json as jsons
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from tandem.core import database, doctor, postgres, processes
from tandem.core import home as homes
from tandem.core.errors import Refused

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tandem: one record for product management and product marketing.",
)

Json = Annotated[bool, typer.Option("--json", help="Give the answer as one JSON object on the last line.")]


def main() -> None:
    """Runs the command; a refusal is its sentence on standard error and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
    try:
        app()
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)


def answer(as_json: bool, facts: dict[str, Any], *sentences: str) -> None:
    """The answer to a program as one JSON object on the last line, to a person as sentences."""
    if as_json:
        typer.echo(jsons.dumps(facts, default=str))
        return
    for sentence in sentences:
        typer.echo(sentence)


def wake_django() -> None:
    """Loads the settings and the packages: the models can be imported after it."""
    import django

    django.setup()


# A command of a stage: parse; within `at_work` import the stage's verb and call it; then `answer`.
@contextmanager
def at_work() -> Iterator[object]:
    """The database held and up to date, and Django awake: every command that touches the record runs within it."""
    homes.prepare()
    with database.hold() as held:
        weaker = database.settle_roles()
        wake_django()
        if database.pending():
            typer.echo("Bringing the tables up to date ...", err=True)
            database.migrate()
        database.refuse_superuser()
        if weaker:
            typer.echo(weaker, err=True)
        yield held


def serve(held: object, *, as_json: bool = False, greeting: str = "") -> None:
    """Keeps web and worker running in the foreground until stopped; within `at_work`."""
    address = processes.Address.chosen()
    (homes.location() / "static").mkdir(exist_ok=True)

    def say() -> None:
        facts = {"address": address.url, "pid": os.getpid()}
        answer(as_json, facts, greeting or f"Tandem is at {address.url}", "Stop it with Ctrl-C or `tandem down`.")
        sys.stdout.flush()

    running = processes.Running(homes.location(), address, processes.children(address), held, say)
    running.take_place()
    running.run()


@app.command()
def up(json: Json = False) -> None:
    """Start Tandem and keep it running until Ctrl-C or `tandem down`."""
    processes.refuse_if_running(homes.prepare(), processes.Address.chosen())
    with at_work() as held:
        serve(held, as_json=json)


@app.command()
def down(json: Json = False) -> None:
    """Stop what `tandem up` started."""
    home = homes.location()
    address = processes.stop(home)
    server = postgres.stop(home) if database.is_embedded() else False
    said = f"Tandem at {address} is stopped." if address else "Tandem was not running here."
    answer(json, {"stopped": bool(address), "address": address, "server_stopped": server}, said)


@app.command(name="doctor")
def examine(json: Json = False) -> None:
    """Say what is wrong and how to mend it."""
    found = []
    try:
        wake_django()
    except Refused as refusal:
        found = [doctor.Finding("settings", False, str(refusal))]
    found = found or list(doctor.findings())
    lines = [f"{'well ' if one.well else 'WRONG'}  {one.name}: {one.says} {one.mend}".rstrip() for one in found]
    well = all(one.well for one in found)
    answer(json, {"well": well, "findings": [one.as_dict() for one in found]}, *lines)
    if not well:
        raise typer.Exit(1)


@app.command(hidden=True)
def migrate(json: Json = False) -> None:
    """Bring the tables up to date and set what the program's role may do."""
    homes.prepare()
    with database.hold():
        weaker = database.settle_roles()
        wake_django()
        lacking = database.pending()
        database.migrate()
    answer(json, {"applied": lacking, "weaker": weaker}, f"{len(lacking)} migrations applied.", *filter(None, [weaker]))


@app.command(hidden=True)
def worker() -> None:
    """Work off the waiting jobs; `tandem up` starts one."""
    homes.prepare()
    with database.hold():
        wake_django()
        from django.core.management import call_command

        call_command("procrastinate", "worker", delete_jobs="successful")

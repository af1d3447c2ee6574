"""The `tandem` command: every command is a thin door to a verb or a rule that lives elsewhere."""

import json as jsons
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from tandem.core import database, doctor, postgres, processes, statics
from tandem.core import home as homes
from tandem.core.errors import Refused
from tandem.core.telling import Telling

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tandem: one record for product management and product marketing.",
)

Json = Annotated[bool, typer.Option("--json", help="Give the answer as one JSON object on the last line.")]
As = Annotated[str, typer.Option("--as", help="E-mail of the member who acts; without it the console does.")]


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
    statics.collect(homes.location() / "static")

    def say() -> None:
        facts = {"address": address.url, "pid": os.getpid()}
        stop = f"Stop it with Ctrl-C or {processes.typed('down')}."
        answer(as_json, facts, greeting or f"Tandem is at {address.url}", stop)
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
def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Build the demo company without serving it.")] = False,
    json: Json = False,
) -> None:
    """Build the demo company, unless it is there, and serve it until Ctrl-C. Refuses a home holding anything else."""
    home = homes.prepare()
    if not no_serve:
        processes.refuse_if_running(home, processes.Address.chosen())
    with at_work() as held:
        from tandem.demo.build import demo_there
        from tandem.demo.credentials import said

        credentials, built = demo_there(progress=lambda month: typer.echo(f"Northwind Finance, {month} ...", err=True))
        lines = said(credentials)
        if no_serve:
            answer(json, {"built": built, "sign_in": lines}, "The demo company is there.", *lines)
        else:
            address = processes.Address.chosen().url
            serve(held, as_json=json, greeting="\n".join([f"The demo company is at {address}", *lines]))


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


@app.command(name="import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, JSON, JSONL, a transcript, a zip or a folder.")],
    product: Annotated[str, typer.Option(help="Address of the product, such as ledgerly.")],
    *,
    target: Annotated[
        str, typer.Option(help="notes, companies, contacts, deals, features, releases or goals; else the preset's.")
    ] = "",
    preset: Annotated[str, typer.Option(help="The preset to read it with, or none; else the one that fits.")] = "",
    answers: Annotated[list[str], typer.Option("--answer", help="NAME=VALUE for what a preset asks.")] = [],  # noqa: B006
    source: Annotated[str, typer.Option(help="Where notes come from; a second run needs the same.")] = "",
    columns: Annotated[list[str], typer.Option("--map", help="FIELD=COLUMN; several are allowed.")] = [],  # noqa: B006
    dates: Annotated[str, typer.Option(help="dmy or mdy, where the dates of the file leave it open.")] = "",
    decimal_mark: Annotated[str, typer.Option(help="point or comma, where the numbers leave it open.")] = "",
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook, or one file of a zip; else the longest.")] = "",
    acting: As = "",
    json: Json = False,
) -> None:
    """Import a file. Run again with the same source it creates nothing twice."""
    mapping = dict(_field_and_column(said) for said in columns)
    with at_work():
        from tandem.evidence.importing.console import from_command
        from tandem.evidence.presets import preset_named
        from tandem.team.console import actor, product_at

        member = actor(acting)
        slug = product_at(product, member).slug
        tell = Telling("rows")
        asked: dict[str, Any] = {"answers": dict(map(_field_and_column, answers)), "sheet": sheet}
        asked |= {"dates": dates, "decimal_mark": decimal_mark, "preset": preset}
        report = from_command(file, slug, target, source, mapping, by=member, progress=tell.count, **asked)
        tell.end()
    facts = {name: getattr(report, name) for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    said = ", ".join(f"{count:,} {name}" for name, count in facts.items())
    rejects = [f"The rejected rows, each with its reason, are in {report.rejects_path}"] if report.rejects_path else []
    whole = {"import": report.number, "product": slug, "target": report.target, "preset": report.preset or None}
    read = f"Read as {preset_named(report.preset).label}. " if report.preset else ""
    told = [f"{read}{report.rows:,} {report.target}: {said}." if read else f"{report.rows:,} rows: {said}.", *rejects]
    answer(json, {**whole, "rows": report.rows, **facts, "rejects": report.rejects_path or None}, *told)


@app.command()
def themes(
    product: Annotated[str, typer.Option(help="Address of the product.")],
    *,
    rank: Annotated[str, typer.Option(help="arr, companies, notes or growth.")] = "notes",
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    acting: As = "",
    json: Json = False,
) -> None:
    """Find what the notes of a product speak of, and list the weightiest themes."""
    if rank not in ("arr", "companies", "notes", "growth"):
        raise Refused(f"Themes are not ranked by {rank}: choose arr, companies, notes or growth.")
    with at_work():
        from tandem.evidence.models import Theme
        from tandem.team.console import actor, product_at

        member = actor(acting)
        shown = product_at(product, member)
        tell = Telling("themes")
        Theme.discover(shown, by=member, progress=tell.share)
        tell.end()
        found = Theme.objects.of(shown).shown().ranked(rank)
        rows = [_theme(theme) for theme in found[:most]]
    table = [f"{row['notes']:>7,} {row['companies']:>9,} {row['arr']:>14,.0f}  {row['title'][:100]}" for row in rows]
    head = f"{'notes':>7} {'companies':>9} {'ARR':>14}  theme" if rows else "No themes: there are too few notes yet."
    answer(json, {"product": product, "count": len(found), "themes": rows}, head, *table)


@app.command()
def cluster(
    *,
    product: Annotated[str, typer.Option(help="Address of the product whose notes are read.")] = "",
    files: Annotated[list[Path], typer.Option("--from", help="Files of texts, or folders of them.")] = [],  # noqa: B006
    target: Annotated[Path | None, typer.Option("--to", help="The folder that gets the theme of every row.")] = None,
    text: Annotated[str, typer.Option(help="The column of the texts.")] = "text",
    name: Annotated[str, typer.Option(help="The column that names the rows; else file, part and row.")] = "",
    address: Annotated[str, typer.Option(help="Of a Ray cluster; without it Ray is started here.")] = "",
    processes: Annotated[int, typer.Option(min=0, help="How many, where Ray is started here; else one a core.")] = 0,
    sample: Annotated[int, typer.Option(min=1_000, max=2_000_000, help="In so many texts themes are found.")] = 200_000,
    acting: As = "",
    json: Json = False,
) -> None:
    """Find themes like `themes`, on a Ray cluster, in a product's notes or in files. Needs the extra for clusters."""
    from tandem.cluster import console

    console.refuse_what_makes_no_sense(product, files, target)
    tell = Telling("themes")
    if target:
        with console.workers(address, processes, notes=False) as spread:
            found = console.in_files(files, target, (text, name), spread, sample=sample, progress=tell.share)
    else:
        with at_work(), console.workers(address, processes) as spread:
            from tandem.team.console import actor, product_at

            member = actor(acting)
            shown = product_at(product, member)
            found = console.in_notes(shown, spread, by=member, away=bool(address), sample=sample, progress=tell.share)
    tell.end()
    table = [f"{one['texts']:>11,}  {one['title'][:100]}" for one in found[:20]]
    answer(json, {"count": len(found), "themes": found}, f"{'texts':>11}  theme", *table)


@app.command()
def standing(
    product: Annotated[str, typer.Argument(help="Address of the product.")], *, acting: As = "", json: Json = False
) -> None:
    """Say where a product stands: readiness, six stages, the gates before its next launch, what holds it back."""
    with at_work():
        from tandem.overview.standing import as_json, standing_of_product
        from tandem.team.console import actor, product_at
        from tandem.team.models import Workspace

        by = actor(acting)
        found = standing_of_product(product_at(product, by), Workspace.current().today, by)
        facts = as_json(found)
        stages = [
            f"  {one.name:<11} {one.count:>7,}  {', '.join(filter(None, (one.says, one.gap)))}" for one in found.stages
        ]
        gates = [f"  {'open  ' if gate.passed else 'closed'}  {gate.label}: {gate.because}" for gate in found.gates]
        flags = [f"  {one.flag.title} ({one.flag.because})" for one in found.worst]
        more = [f"  and {found.more} more"] if found.more else []
    answer(json, facts, found.headline, found.subline, *stages, *gates, *flags, *more)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for, by words and by meaning.")],
    *,
    product: Annotated[str, typer.Option(help="Look in this product only.")] = "",
    most: Annotated[int, typer.Option(min=1, help="How many things, comments and notes at most, of each.")] = 20,
    acting: As = "",
    json: Json = False,
) -> None:
    """Search over everything: things by words and marks, comments by words, then notes by words and meaning."""
    said = " ".join(words).strip()
    with at_work():
        from tandem.overview.finding import find_all
        from tandem.team.console import actor, product_at

        member = actor(acting)
        within = product_at(product, member) if product else None
        found = find_all(said, member, product=within, most=most)
        rows = [{"kind": one.kind, "title": one.title, "says": one.says, "url": one.url} for one in found]
    lines = [f"{row['kind']:<12} {row['title'][:90]}  ({row['says']})  {row['url']}" for row in rows]
    answer(json, {"words": said, "found": rows}, *(lines or ["Nothing was found."]))


@app.command()
def erasures(
    again: Annotated[bool, typer.Option("--again", help="Erase those whom the database still holds.")] = False,
    json: Json = False,
) -> None:
    """Say whether the database still holds people who were erased: after an older backup was restored."""
    with at_work():
        from tandem.evidence.erasing import ledger
        from tandem.team.models import Console

        facts, sentences = ledger(again=again, by=Console())
    answer(json, facts, *sentences)


@app.command()
def createowner(
    *,
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    email: Annotated[str, typer.Option(help="What the person signs in with.")] = "",
    password: Annotated[str, typer.Option(help="At least 10 characters; asked for, or made, when left out.")] = "",
    company: Annotated[str, typer.Option(help="Your company, when the workspace is still to be opened.")] = "",
    json: Json = False,
) -> None:
    """Make an administrator, and open the workspace if there is none. Only who has this machine's console can."""
    with at_work():
        from tandem.team.founding import found, is_founded

        company = "" if is_founded() else _asked(company, "Your company", "--company")
        name, email = _asked(name, "Name", "--name"), _asked(email, "E-mail", "--email")
        if not password and sys.stdin.isatty():
            password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        member, invented = found(name, email, password, company=company)
    shown = [f"The password is {invented}. It is not shown again."] if invented else []
    facts = {"member": member.number, "email": member.email, "password": invented or None}
    answer(json, facts, f"{name} is an administrator and signs in with {member.email}.", *shown)


@app.command(name="product")
def open_product(
    name: Annotated[str, typer.Argument(help="The product's name.")],
    *,
    slug: Annotated[str, typer.Option(help="Its address; made from the name when left out.")] = "",
    pm: Annotated[str, typer.Option(help="E-mail of the product manager who answers for it.")] = "",
    pmm: Annotated[str, typer.Option(help="E-mail of the product marketer who answers for it.")] = "",
    acting: As = "",
    json: Json = False,
) -> None:
    """Open a product, and name its two owners if they are given."""
    with at_work():
        from tandem.team.console import actor, member_with
        from tandem.team.founding import open_with_owners

        owners = {side: member_with(email) for side, email in (("pm", pm), ("pmm", pmm)) if email}
        made = open_with_owners(name, slug, owners, by=actor(acting))
    facts = {"product": made.slug, "name": name, "pm": pm or None, "pmm": pmm or None}
    answer(json, facts, f"{name} is open; its address is {made.slug}.")


def _field_and_column(said: str) -> tuple[str, str]:
    field, equals, column = said.partition("=")
    if not (equals and field.strip()):
        raise Refused(f"--map is FIELD=COLUMN, such as --map body=text; {said!r} is not.")
    return field.strip(), column.strip()


def _theme(theme: Any) -> dict[str, Any]:
    return {
        "mark": theme.mark,
        "title": theme.title,
        "state": theme.state,
        "keywords": theme.keywords,
        "notes": theme.note_count,
        "companies": theme.company_count,
        "arr": float(theme.arr),
    }


def _asked(given: str, label: str, option: str) -> str:
    """What was given as an option, or what the person at the terminal answers."""
    said = given or (typer.prompt(label) if sys.stdin.isatty() else "")
    if not said.strip():
        raise Refused(f"Say who it is for: {option} is missing.")
    return str(said).strip()


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
        from tandem.record.jobs import work

        work()

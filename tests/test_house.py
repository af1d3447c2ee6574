"""The rules of the house, held by reading the source: STYLE.md says why each of them stands."""

from __future__ import annotations

import ast
import inspect
import re
import statistics
import tomllib
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.models import Model
from django.template import engines

from tandem.core.migrating import Together
from tandem.record.kinds import _TABLE, BY_PREFIX, KINDS
from tandem.record.models import Named
from tandem.record.standing import STAGES as STANDINGS
from tandem.record.verbs import VERBS
from tests import exempt
from tests.source import (
    ROOT,
    TANDEM,
    chains,
    decorators,
    doors,
    functions,
    handed_over,
    lines,
    modules,
    named,
    parsed,
    templates,
    written,
)

ORDER = ["evidence", "definition", "charter", "launch", "messaging", "outcomes"]
FORBIDDEN_WORDS = {"manager", "handler", "data", "info", "utils", "helpers", "common", "services", "selectors", "do"}
PLANES = ("views", "api", "forms", "jobs", "urls", "flags", "edges", "standing")
API = ("api", "asking")
WRITES = {"save", "create", "update", "delete", "get_or_create", "update_or_create"}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [f"{named(p)}:{f.lineno} {f.name} {lines(f)}" for p in written() for f in functions(p) if lines(f) > 40]
    assert long == []


def test_half_of_all_functions_have_at_most_eight_lines_and_nine_in_ten_fewer_than_twenty() -> None:
    sizes = sorted(lines(function) for path in modules() for function in functions(path))
    assert statistics.median(sizes) <= 8
    assert sizes[len(sizes) * 9 // 10] < 20


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = [f"{named(path)} {count}" for path in written() if (count := len(path.read_text().splitlines())) > 400]
    assert long == []


def test_no_template_is_longer_than_a_hundred_and_twenty_lines() -> None:
    long = [f"{named(path)} {count}" for path in templates() if (count := len(path.read_text().splitlines())) > 120]
    assert long == []


def test_no_view_is_longer_than_twenty_five_lines() -> None:
    views = [(path, function) for path in doors("views") for function in functions(path) if _is_view(function)]
    assert [f"{named(p)}:{f.lineno} {f.name} {lines(f)}" for p, f in views if lines(f) > 25] == []


def _is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return not function.name.startswith("_") and [argument.arg for argument in function.args.args][:1] == ["request"]


def test_after_five_parameters_the_rest_is_named() -> None:
    def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
        return len([name for name in names if name not in ("self", "cls")])

    found = [f"{named(p)}:{f.lineno} {f.name}" for p in doors_and_rules() for f in functions(p) if positional(f) > 5]
    assert [
        place for place in found if place.split(":")[0] + " " + place.split()[-1] not in exempt.MANY_PARAMETERS
    ] == []


def doors_and_rules() -> list:
    """All modules but the API's and the template tags', whose parameters are an address's or an element's."""
    return [
        path for path in modules() if path not in doors("api", "templatetags") and TANDEM / "ui" not in path.parents
    ]


def test_pages_and_api_ask_for_rows_only_through_visible_to() -> None:
    """A chain from a model's objects asks `visible_to`, goes through a thing already found (`of`, `about`), or is given
    to a function that asks it. A part has no item of its own: it is reached from its whole.
    """
    found, finders = [], _finders()
    for path in doors("views", *API):
        handed = handed_over(path, finders)
        for line, names in chains(path):
            if "objects" not in names or {"visible_to", "of", "about"} & set(names) or (line, names[0]) in handed:
                continue
            if names[0] in exempt.SEEN_BY_ALL | _parts() or f"{named(path)} {'.'.join(names)}" in exempt.SEEN:
                continue
            found.append(f"{named(path)}:{line} {'.'.join(names)}")
    assert found == []


def _finders() -> set[str]:
    """The functions of pages and API that ask `visible_to` of the rows they are given."""
    return {
        function.name
        for path in doors("views", *API)
        for function in functions(path)
        if "visible_to" in ast.unparse(function) or ".of(" in ast.unparse(function)
    }


def _parts() -> set[str]:
    return {model.__name__ for model in apps.get_models() if not issubclass(model, Named)}


def test_nothing_is_written_outside_verbs() -> None:
    found = []
    for path in doors(*PLANES):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node, node.func):
                if id(node) in decorators(path):
                    continue
                place = f"{named(path)} {ast.unparse(node.func)}"
                if place not in exempt.WRITES:
                    found.append(f"{place}:{node.lineno}")
    assert found == []


def _writes(call: ast.Call, asked: ast.Attribute) -> bool:
    """Whether a call writes rows. A dictionary's update takes another dictionary; a query's takes names."""
    if asked.attr == "update":
        return bool(call.keywords) or "objects" in ast.unparse(asked)
    return asked.attr in WRITES or asked.attr.startswith("bulk_")


def test_every_verb_takes_by_and_says_what_rule_it_keeps() -> None:
    assert len(VERBS) > 50
    for name, verb in VERBS.items():
        assert "by" in inspect.signature(verb.function).parameters, name
        assert verb.function.__doc__, name


def test_names_are_words_of_the_product() -> None:
    found = []
    for path in modules():
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        names = [path.stem, *(node.name for node in ast.walk(parsed(path)) if isinstance(node, kinds))]
        found += [f"{named(path)} {name}" for name in names if _words(name) & FORBIDDEN_WORDS]
    assert sorted(set(found) - exempt.NAMES) == []


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_every_module_model_and_test_file_says_what_it_is() -> None:
    assert [named(path) for path in written() if path.read_text().strip() and not ast.get_docstring(parsed(path))] == []
    ours = [model for model in apps.get_models() if model.__module__.startswith("tandem.")]
    kept = [model for model in ours if not model._meta.proxy and not _is_history(model)]
    assert [
        model.__name__ for model in kept if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ] == []


def _is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def test_the_clock_is_the_only_source_of_now() -> None:
    asked = re.compile(r"\b(datetime\.(now|utcnow|today)|timezone\.now|date\.today|time\.time)\(")
    found = [named(path) for path in modules() if asked.search(path.read_text())]
    assert sorted(set(found) - {"tandem/core/clock.py"} - exempt.MACHINE_TIME) == []


def test_nothing_is_caught_whole_but_at_a_jobs_edge() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert [place for place in found if place.split(":")[0] not in exempt.CAUGHT_WHOLE] == []


def test_templates_hold_no_script_no_style_and_no_unescaped_text() -> None:
    banned = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|\|safe\b|autoescape off")
    found = [
        f"{named(path)}: {match[0].strip()}" for path in templates() for match in banned.finditer(path.read_text())
    ]
    assert found == []


def test_every_template_is_used_and_can_be_read() -> None:
    sources = "\n".join(path.read_text() for path in [*modules(), *templates()])
    by_library = {"403.html", "404.html", "500.html", "503.html"}
    unused = []
    for path in templates():
        name = path.as_posix().split("/templates/")[1]
        engines["django"].get_template(name)
        if name not in by_library and not name.startswith(exempt.TEMPLATES) and name not in sources:
            unused.append(name)
    assert unused == []


def test_the_stages_stand_in_the_same_order_everywhere() -> None:
    settings, urls = import_module("tandem.settings"), import_module("tandem.urls")
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    openapi = import_module("tandem.api.openapi")
    orders = {
        "standing": [stage.lower() for stage in STANDINGS],
        "settings": [app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("tandem.")],
        "urls": urls.STAGES,
        "api": openapi.STAGES,
        "imports": list(reversed(contract["layers"])),
    }
    for place, order in orders.items():
        assert [stage for stage in order if stage in ORDER] == ORDER, place


def test_every_kind_has_its_own_prefix_address_and_noun() -> None:
    assert (
        len(BY_PREFIX) == len(KINDS) == len([entry for entry in _TABLE.replace("\n", "|").split("|") if entry.strip()])
    )
    assert len({kind.path for kind in KINDS.values()}) == len(KINDS)
    nouns = [model for model in apps.get_models() if issubclass(model, Named)]
    assert sorted(model.kind for model in nouns) == sorted(KINDS)


def test_every_verb_has_a_route_in_the_api_or_a_reason_why_not() -> None:
    lacking = [name for name, verb in VERBS.items() if not _has_route(name, verb.function.__module__)]
    assert sorted(set(lacking) - set(exempt.NO_ROUTE)) == []
    assert sorted(set(exempt.NO_ROUTE) - set(VERBS)) == [], "exemptions of verbs that do not exist"


def _has_route(verb: str, module: str) -> bool:
    """Whether some API module of the verb's own stage, or of a later one, speaks of it."""
    name = verb.split(".")[-1]
    return any(
        (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.Constant) and node.value == name)
        for path in doors(*API)
        if path.relative_to(TANDEM).parts[0] not in ("ui", "core")
        for node in ast.walk(parsed(path))
    )


def test_the_steps_of_a_migration_are_applied_together() -> None:
    """Each step alone renders nearly all models anew: six hundred of them once took two minutes of the first start."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()
    alone = [
        f"{app}.{name}"
        for (app, name), made in found
        if made.__module__.startswith("tandem.")
        and sum(not isinstance(step, Together | RunSQL | RunPython) for step in made.operations) > 3
    ]
    assert alone == []


@pytest.mark.django_db
def test_no_change_of_a_model_is_without_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_models_of_the_record_are_written_by_name_only() -> None:
    """A model of ours is either a noun, or kept by history, or said to be neither."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("tandem.")]
    loose = [model.__name__ for model in ours if not _is_kept(model)]
    assert sorted(set(loose) - exempt.NOT_KEPT) == []


def _is_kept(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model") or any(
        getattr(other, "pgh_tracked_model", None) is model for other in apps.get_models()
    )


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("evidence/flags.py", "from tandem.definition.models import Problem"),
        ("core/clock.py", "import tandem.record.models"),
        ("language/words.py", "from tandem.ui import marks"),
        ("team/rules.py", "import requests"),
    ],
)
def test_a_forbidden_import_is_seen(tmp_path, place: str, line: str) -> None:
    report = _lint(tmp_path, place, line)
    assert "BROKEN" in report


def _lint(folder, place: str, line: str) -> str:
    import os
    import shutil
    import subprocess
    import sys

    shutil.copytree(TANDEM, folder / "tandem", ignore=shutil.ignore_patterns("static", "*.npz", "__pycache__", "world"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    with (folder / "tandem" / place).open("a") as module:
        module.write(f"\n{line}\n")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go(['--no-cache'])"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_calling_another_machine_is_seen(tmp_path) -> None:
    import shutil
    import subprocess
    import sys

    (tmp_path / "tandem/team").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tandem/team/calls.py").write_text(
        '"""Calls."""\n\nimport urllib.request\n\nurllib.request.urlopen("")\n'
    )
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", "."]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "TID251" in found.stdout
    assert found.returncode == 1

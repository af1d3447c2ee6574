"""The source as the house tests read it: modules, functions and templates, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TANDEM = ROOT / "tandem"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


@cache
def written() -> list[Path]:
    """Every Python file that a person wrote, tests included."""
    found = [*TANDEM.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def modules() -> list[Path]:
    """Every module of the product."""
    return [path for path in written() if TANDEM in path.parents and not is_test(path)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


@cache
def templates() -> list[Path]:
    return sorted(TANDEM.glob("*/templates/**/*.html"))


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, Function)]


def lines(node: Function) -> int:
    """The lines of a function as a reader counts them: without its decorators, its docstring and its declarations."""
    return (node.end_lineno or 0) - node.body[_has_docstring(node) :][0].lineno + 1 if _says_more(node) else 1


def _has_docstring(node: Function) -> int:
    return 1 if ast.get_docstring(node, clean=False) is not None else 0


def _says_more(node: Function) -> bool:
    return len(node.body) > _has_docstring(node)


def doors(*kinds: str) -> list[Path]:
    """The modules of the given kind in every stage: `views` and `api`, say, as file or as folder."""
    return [path for path in modules() if any(_is_door(path, kind) for kind in kinds)]


def _is_door(path: Path, kind: str) -> bool:
    return kind in path.relative_to(TANDEM).parts[1:-1] or kind in (
        path.stem,
        path.stem.split("_")[0],
        path.stem.split("_")[-1],
    )


def chain(node: ast.AST) -> list[str]:
    """The names along a chain of attributes and calls: Problem.objects.first() -> [Problem, objects, first]."""
    names: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            names.insert(0, node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return names
    return [node.id, *names]


def chains(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The longest chain at every place of a module, with its line."""
    inner = {id(part) for node in ast.walk(parsed(path)) for part in _inside(node)}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute | ast.Call) and id(node) not in inner:
            yield node.lineno, chain(node)


def _inside(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Attribute | ast.Subscript):
        return [node.value]
    return [node.func] if isinstance(node, ast.Call) else []


def handed_over(path: Path, takers: set[str]) -> set[tuple[int, str]]:
    """Line and model of every chain that is an argument of one of these functions."""
    return {
        (part.lineno, chain(part)[0])
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and chain(node)[-1:] and chain(node)[-1].lstrip("_") in takers
        for part in [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(part, ast.Attribute | ast.Call) and chain(part)
    }


@cache
def decorators(path: Path) -> frozenset[int]:
    """The calls that decorate a function: `@router.delete(...)` writes nothing."""
    return frozenset(id(mark) for function in functions(path) for mark in function.decorator_list)

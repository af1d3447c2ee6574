"""Every case of docs/flags.md is what its rule says, and no rule is without its cases there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tandem.team.role_rules import ROLE_RULES, is_about_roles
from tandem.team.tests.cases import NOTHING, PAGE, RULES, Case, asked, cases

HERE = Path(__file__).resolve().parents[2]
CASES = list(cases())
NAMED_LATER = {"no pm", "no pmm"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.situation}")
def test_each_case_is_what_the_rule_says(case: Case) -> None:
    assert case.heard() == case.says


def test_every_rule_has_a_case_that_says_something_and_one_that_says_nothing() -> None:
    said = {rule: {case.says == NOTHING for case in CASES if case.rule == rule} for rule in RULES}
    assert said == {rule: {True, False} for rule in RULES}


def test_questions_about_roles_are_private_questions_with_their_evidence() -> None:
    for case in CASES:
        flag = asked(case.rule, case.facts)
        if flag is None:
            continue
        assert flag.private == (case.rule in ROLE_RULES) == is_about_roles(flag.identity)
        assert not flag.private or flag.title.endswith("?"), flag.title
        assert not flag.private or re.search(r"\d|note", flag.because), flag.because
        assert flag.rule == case.rule
        assert flag.url.startswith("/")


def test_no_rule_is_without_a_line_in_the_page() -> None:
    page = PAGE.read_text("utf-8")
    told = {*re.findall(r"^### (.+)$", page, re.MULTILINE), *re.findall(r"^\| ([^|`]+?) \| ", page, re.MULTILINE)}
    written = {name for path in HERE.glob("*/*.py") for name in _rules(path)}
    assert {"decision due", "one-off", "step late", "asset expired", *RULES} <= written | {*NAMED_LATER, *ROLE_RULES}
    assert sorted(written - told) == []


def _rules(path: Path) -> set[str]:
    """The names of rules that a module writes out where it makes a flag."""
    if path.name not in ("flags.py", "rules.py", "role_rules.py", "bypasses.py", "unanswered.py"):
        return set()
    makers = {"Flag": 0, "_flag": 0, "_about": 2, "_question": 0}
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [
        (node, makers[node.func.id]) for node in calls if isinstance(node.func, ast.Name) and node.func.id in makers
    ]
    at = [node.args[place] for node, place in named if len(node.args) > place]
    return {one.value for one in at if isinstance(one, ast.Constant) and isinstance(one.value, str)}

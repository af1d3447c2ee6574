"""The figures that the gallery shows: invented, and the same in every story."""

import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from django import forms
from django.http import HttpRequest, QueryDict

from tandem.core.paging import Page
from tandem.ui.context import Shell
from tandem.ui.navigation import Navigation, NavItem

NAMES = (
    "icons",
    "faces",
    "chips",
    "buttons",
    "card-rows",
    "facts",
    "quotes",
    "thread",
    "gauges",
    "intervals",
    "quality",
    "checks",
    "grid",
    "board",
    "empty",
    "form",
    "refused-form",
    "refusal",
    "filters",
    "pager",
    "stepper",
    "progress",
    "history",
    "diff",
    "trace",
    "dialog",
    "menu",
    "text-selection",
    "paste-rows",
    "copy",
    "markdown",
    "figures",
    "toasts",
    "palette",
    "page-head",
)

WIDE = {"thread", "grid", "board", "trace", "page-head", "diff"}
ADA, LUIS = "Ada Okafor", "Luis Moreno"
TODAY = date(2026, 11, 22)
LANES = [
    ("candidate", "Candidate"),
    ("invited", "Invited"),
    ("joined", "Joined"),
    ("trial", "In trial"),
    ("live", "Live"),
    ("reference", "Reference"),
]
THREAD = [
    {"name": "Evidence", "count": 9, "says": "9 themes from 12,480 notes", "side": "pm", "url": "#evidence"},
    {"name": "Definition", "count": 5, "says": "5 problems validated, 31 features", "side": "pm", "url": "#definition"},
    {
        "name": "Charter",
        "count": 4,
        "says": "4 of 6 references live and happy",
        "side": "pm",
        "gap": True,
        "url": "#charter",
    },
    {"name": "Launch", "count": 12, "says": "18 of 26 steps done", "side": "pmm", "url": "#launch"},
    {
        "name": "Messaging",
        "count": 9,
        "says": "7 of 9 claims have proof",
        "side": "pmm",
        "gap": True,
        "url": "#messaging",
    },
    {"name": "Outcomes", "count": 2, "says": "1.8 met 2 of 5 goals", "side": "pmm", "url": "#outcomes"},
]
CHECKS = [
    {"done": True, "says": "Said by 71 companies in the target market", "need": "8 needed"},
    {"done": True, "says": "Newest note is of today"},
    {"done": False, "says": "One interview by the product manager", "act": "Plan one with Finch Books", "url": "#plan"},
]
EVENTS = [
    {
        "by": ADA,
        "side": "pm",
        "says": "validated the problem P-7",
        "because": "71 companies, and nobody is told",
        "at": TODAY,
        "url": "#7",
    },
    {"by": LUIS, "side": "pmm", "says": "asked how long the switch takes", "at": TODAY - timedelta(days=1)},
    {"by": None, "side": "", "says": "found the theme Bank feed stops syncing", "at": TODAY - timedelta(days=40)},
]
TREE = [
    {
        "kind": "Claim",
        "side": "pmm",
        "label": "Know the same minute when a feed stops",
        "url": "#c",
        "says": "proven",
        "children": [
            {
                "kind": "Feature",
                "side": "pm",
                "label": "Say it when a feed stands still",
                "url": "#f",
                "children": [
                    {
                        "kind": "Problem",
                        "side": "pm",
                        "label": "The bank feed stops and nobody is told",
                        "url": "#p",
                        "says": "412 notes",
                        "children": [
                            {"kind": "Note", "label": "Every Monday the feed is stuck on Friday’s balance", "url": "#n"}
                        ],
                    }
                ],
            },
            {"kind": "Reference", "side": "pm", "label": "Aster Clinic", "url": "#r"},
        ],
    },
]
SIDES = [
    {
        "key": "recency",
        "name": "Recency",
        "state": "good",
        "share": 0.75,
        "says": "Half are from 13 Oct or later, the oldest from 26 Jan.",
        "figures": [{"count": 309, "says": "in 90 days", "narrows": {"since": "2026-08-24"}}],
    },
    {
        "key": "loudest",
        "name": "Loudest",
        "state": "warn",
        "share": 0.5,
        "says": "Half of these notes come from one company, Aster Clinic.",
        "warning": "Half of these notes come from one company, Aster Clinic.",
        "figures": [{"count": 206, "says": "from Aster Clinic", "narrows": {"company": "7"}}],
    },
    {
        "key": "sources",
        "name": "Sources",
        "state": "good",
        "says": "3 sources, evenly spread.",
        "figures": [
            {"count": 190, "says": "Support inbox", "share": 0.46, "narrows": {"source": "1"}},
            {"count": 142, "says": "Calls of the team", "share": 0.34, "narrows": {"source": "2"}},
            {"count": 80, "says": "App reviews", "share": 0.2, "narrows": {"source": "3"}},
        ],
    },
    {
        "key": "market",
        "name": "Target market",
        "state": "good",
        "share": 0.8,
        "bounds": (0.58, 0.92),
        "says": "80% of the companies, likely 58% to 92%.",
        "figures": [{"count": 331, "says": "from 16 of 20 companies", "narrows": {"market": "in"}}],
    },
]
TOO_FEW = [
    {"key": key, "name": name, "state": "few", "says": "3 notes: too few to tell."}
    for key, name in (
        ("recency", "Recency"),
        ("loudest", "Loudest"),
        ("sources", "Sources"),
        ("market", "Target market"),
    )
]
NODES = [
    {"id": 1, "kind": "Theme", "label": "Bank feed stops syncing", "column": 0, "url": "#t"},
    {
        "id": 2,
        "kind": "Problem",
        "label": "The bank feed stops and nobody is told",
        "column": 1,
        "side": "pm",
        "url": "#p",
    },
    {"id": 3, "kind": "Feature", "label": "Say it when a feed stands still", "column": 2, "side": "pm", "url": "#f"},
    {"id": 4, "kind": "Feature", "label": "Reconnect in one tap", "column": 2, "side": "pm", "url": "#f2"},
    {"id": 5, "kind": "Claim", "label": "Know the same minute", "column": 3, "side": "pmm", "url": "#c"},
]
NOTE = (
    "Every Monday the feed is stuck on Friday’s balance and my team re-enters forty lines by hand. 😀 "
    "If I have to check the bank myself, what am I paying for?"
)
MARKDOWN = """Tell **first**, repair second:

- say it *in the app*
- then [by mail](https://example.org)

> nobody tells me

<script>alert(1)</script>"""
FIXED = {
    "ada": ADA,
    "luis": LUIS,
    "today": TODAY,
    "stages": LANES,
    "thread": THREAD,
    "checks": CHECKS,
    "events": EVENTS,
    "tree": TREE,
    "nodes": NODES,
    "sides": SIDES,
    "few": TOO_FEW,
    "edges": [(1, 2), (2, 3), (2, 4), (3, 5)],
    "note": NOTE,
    "marks": [(25, 50)],
    "likely": (-4, 28),
    "share": (31, 58),
    "ends": (-100, 100),
    "whole": (0, 100),
    "answered": [
        {"label": "Very disappointed", "count": 22, "says": "44%", "url": "#very", "tone": "ok"},
        {"label": "Somewhat disappointed", "count": 19, "says": "38%", "url": "#somewhat"},
        {"label": "Not disappointed", "count": 9, "says": "18%", "url": "#not"},
    ],
    "rising": [3, 4, 4, 7, 6, 11, 14],
    "falling": [9, 9, 7, 8, 5, 5, 4],
    "days": [TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=4), date(2024, 3, 1)],
    "choices": [("All", "#all", True, 412), ("In the target market", "#market", False, 71), ("This week", "#week")],
    "steps": ["File", "Columns", "Preview", "Import"],
    "amount": 1_312_400,
    "small_amount": 182_000,
    "before": "The feed stops and nobody is told.",
    "after": "The bank feed stops and the bookkeeper is told on Monday.",
    "markdown": MARKDOWN,
}


class ProblemForm(forms.Form):
    """A form with every kind of field."""

    title = forms.CharField(
        label="Who cannot do what", help_text="One sentence, in the words of the people who have it."
    )
    situation = forms.CharField(label="In what situation", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    seen_by = forms.ChoiceField(
        label="Who may see it", choices=[("all", "Everyone in the workspace"), ("product", "The product’s people")]
    )
    happened = forms.DateField(label="First heard", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    stage = forms.ChoiceField(
        label="Kind",
        widget=forms.RadioSelect,
        choices=[("new", "A new problem"), ("old", "Part of a known one")],
        initial="new",
    )
    tell = forms.BooleanField(label="Tell the marketer", required=False, help_text="Luis Moreno gets it as an input.")
    file = forms.FileField(label="A file that shows it", required=False)


class PlanForm(forms.Form):
    """Rows pasted from a plan."""

    rows = forms.CharField(
        label="Paste your plan",
        widget=forms.Textarea,
        help_text="Task, owner and days before the launch, one step a line.",
    )


def context(at: str) -> dict[str, Any]:
    """What the stories read; `at` keeps the ids of the three stages apart."""
    plan = {"rows": "Brief the analysts\tLuis Moreno\t21\nRecord the demo\tAda Okafor\t14"}
    named = {"kinds": f"Notes shown, {at}", "views": f"Views of this theme, {at}", "pages": f"Pages, {at}"}
    shown = {
        "opens": f"{at}-quality",
        "form": ProblemForm(auto_id=f"{at}-%s"),
        "refused": ProblemForm(QueryDict("seen_by=nobody&stage=new"), auto_id=f"{at}-refused-%s"),
        "ask": PlanForm(auto_id=f"{at}-ask-%s"),
        "plan": PlanForm(auto_id=f"{at}-%s", initial=plan),
        "page": Page[Any]([], "token"),
    }
    return FIXED | named | shown | {"at": at, "icons": icons(), "groups": found("feed")}


def icons() -> list[str]:
    """The icons that the sprite holds."""
    sprite = Path(__file__).parent / "static/vendor/icons.svg"
    return re.findall(r'<symbol id="([^"]+)"', sprite.read_text())


def found(query: str) -> list[dict[str, Any]]:
    """What the palette of the gallery finds."""
    rows = [
        {
            "title": "The bank feed stops and nobody is told",
            "says": "P-7 · heard by 96 companies",
            "kind": "Problem",
            "icon": "circle-alert",
            "url": "#p",
        },
        {
            "title": "Bank feed stops syncing",
            "says": "412 notes · $1.3m ARR",
            "kind": "Theme",
            "icon": "layers",
            "url": "#t",
        },
    ]
    fitting = [row for row in rows if query.lower() in row["title"].lower()]
    return [{"title": "Found", "rows": fitting}] if fitting else []


def page_context(request: HttpRequest) -> dict[str, Any]:
    """A frame of its own for the sample page, so that it needs neither a member nor a database."""
    rail = Navigation(
        workspace=lambda: "Northwind Finance",
        products=lambda member: [LEDGERLY, SimpleNamespace(name="Payroll", slug="payroll")],
        side=lambda member, product: "pm",
    )
    for place, (key, label, drawn, figure) in enumerate(SCREENS):
        scope: Literal["product", "workspace"] = "product" if place < 7 else "workspace"
        rail.add(_Sample(key, label, drawn, "ui:shell", place, partial(_figure, figure), scope=scope))
    return context("light") | {
        "shell": SampleShell(request, rail),
        "product": LEDGERLY,
        "section": request.GET.get("section", "overview"),
        "palette_url": "/_ui/palette/",
    }


def _figure(said: str | None, product: Any, member: Any) -> str | None:
    return said


class SampleShell(Shell):
    """A frame with someone in it."""

    member = ADA
    signed_in = True


class _Sample(NavItem):
    """A screen that leads back to the sample page."""

    def url(self, product: Any) -> str:
        return f"?section={self.key}"


LEDGERLY = SimpleNamespace(name="Ledgerly", slug="ledgerly")
SCREENS = [
    ("overview", "Overview", "git-commit-horizontal", None),
    ("evidence", "Evidence", "message-square", "12,480"),
    ("definition", "Definition", "target", "31"),
    ("charter", "Charter", "star", "4 / 6"),
    ("launch", "Launch", "rocket", "12 d"),
    ("messaging", "Messaging", "megaphone", "9"),
    ("outcomes", "Outcomes", "chart-column", "2 / 5"),
    ("team", "Team", "users", None),
    ("record", "Record", "file-text", None),
]

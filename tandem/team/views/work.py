"""What nobody owns over all products, and how much each person answers for."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tandem.core.htmx import page
from tandem.core.paging import Keyset
from tandem.team.models import Matter, Member, Product, Workspace
from tandem.team.places import places
from tandem.team.request import Request
from tandem.team.rules import SEAT_NAMES, unowned_too_long
from tandem.team.workload import Load, workloads
from tandem.ui.sheets import csv_file

COLUMNS = (
    "Person", "Role", "Products", "Limit", "Product manager of", "Product marketer of",
    "Activities", "Consulted on", "Matters", "Areas", "Delegations",
)  # fmt: skip


def unowned(request: Request) -> HttpResponse:
    """Work that nobody owns, the oldest first, on every product one sees."""
    waiting = (
        Matter.objects.visible_to(request.user).in_use().filter(taken_by=None).select_related("item", "raised_from")
    )
    shown = Keyset(waiting, order=("raised_on", "item_id"), after=request.GET.get("after"), size=50).page()
    today, allowed = Workspace.current().today, Workspace.current().thresholds.unowned_days
    ids = {row.item.product_id for row in shown}
    names = {one.pk: one for one in Product.objects.visible_to(request.user).filter(pk__in=ids).select_related("item")}
    context = {
        "section": "team",
        "places": places("unowned"),
        "page": shown,
        "rows": [
            (
                row,
                names.get(row.item.product_id),
                row.waiting_days(today),
                unowned_too_long(row.raised_on, today, allowed),
            )
            for row in shown
        ],
        "allowed": allowed,
        "people": Member.objects.active().order_by("item__title"),
        "may": request.user.may("take a matter"),
    }
    return page(request, "team/unowned.html", context)


def _waits(matter: Matter, today: date, allowed: int) -> tuple[int, bool]:
    return matter.waiting_days(today), unowned_too_long(matter.raised_on, today, allowed)


def workload(request: Request) -> HttpResponse:
    """Products and activities of each person, against the workspace's limit."""
    current = Workspace.current()
    loads = _loads(request)
    context = {
        "section": "team",
        "places": places("workload"),
        "loads": loads,
        "limit": current.thresholds.products_per_person,
        "most": max([load.activities for load in loads], default=0),
        "over": sum(load.is_over for load in loads),
    }
    return page(request, "team/workload.html", context)


def workload_csv(request: Request) -> HttpResponse:
    """The same as a table; cells that a spreadsheet would run as a formula are defused."""
    return csv_file("workload.csv", COLUMNS, map(_row, _loads(request)))


def _loads(request: Request) -> list[Load]:
    return workloads(request.user.products(), Workspace.current().thresholds.products_per_person)


def _row(load: Load) -> list[object]:
    named = ["; ".join(product.title for seat, product in load.seats if seat == side) for side in SEAT_NAMES]
    counts = [load.activities, load.consulted, load.matters, load.areas, load.delegations]
    return [load.member.title, load.member.role, load.products, load.limit, *named, *counts]

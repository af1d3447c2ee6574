"""Search over everything, as a page and as the command palette."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tandem.core.htmx import page
from tandem.evidence.search import find_notes as search_of_notes
from tandem.overview.finding import Found, find_comments, find_items, find_notes, find_searches
from tandem.team.models import Product
from tandem.team.request import Request
from tandem.ui.navigation import navigation

ICONS = {
    "note": "message-square",
    "comment": "message-square",
    "search": "book-marked",
    "company": "building-2",
    "problem": "circle-dot",
    "feature": "box",
    "claim": "megaphone",
    "sales asset": "file-text",
}


def search(request: Request) -> HttpResponse:
    """Items, comments and notes that match, each with where it stands."""
    words = request.GET.get("q", "").strip()[:400]
    product = _product(request)
    items = find_items(words, request.user, product=product, most=30) if words else []
    notes = search_of_notes(product, words, request.user, limit=20, as_typed=request.GET.get("typed") == "1")
    said = find_comments(words, request.user, product=product, most=20) if words else []
    context = {"words": words, "items": items, "comments": said, "notes": notes, "product": product}
    context["section"] = "search"
    return page(request, "overview/search.html", context, fragment="found")


def palette(request: Request) -> HttpResponse:
    """The rows of the command palette: where to go, and what matches."""
    words, product = request.GET.get("q", "").strip()[:200], _product(request)
    groups = [{"title": "Go to", "rows": _screens(request, product, words)}]
    if words:
        saved = find_searches(words, request.user, product=product)
        groups.append({"title": "Saved searches", "rows": _rows(saved)})
        groups.append({"title": "Found", "rows": _rows(find_items(words, request.user, product=product, most=8))})
    if len(words) >= 3:
        said = find_comments(words, request.user, product=product, most=3)
        groups.append({"title": "Comments", "rows": _rows(said)})
        groups.append({"title": "Notes", "rows": _rows(find_notes(words, request.user, product=product, most=5))})
        everything = {"title": f"Search everything for “{words}”", "url": f"/search?q={words}", "icon": "search"}
        groups.append({"title": "More", "rows": [everything]})
    return render(request, "ui/palette_rows.html", {"groups": [group for group in groups if group["rows"]]})


def _rows(found: list[Found]) -> list[dict[str, Any]]:
    return [
        {
            "title": row.title,
            "says": row.says,
            "url": row.url,
            "kind": row.kind,
            "icon": ICONS.get(row.kind, "arrow-right"),
        }
        for row in found
    ]


def _screens(request: Request, product: Product | None, words: str) -> list[dict[str, Any]]:
    """The screens of the rail and the other products whose names begin with what was typed."""
    rows = []
    for item in navigation.items.values():
        url = item.url(product)
        if url and item.label.lower().startswith(words.lower()):
            rows.append({"title": item.label, "url": url, "icon": item.icon})
    for other in request.user.products():
        if words and words.lower() in other.title.lower():
            rows.append({"title": other.title, "url": other.get_absolute_url(), "icon": "box", "kind": "product"})
    return rows


def _product(request: Request) -> Product | None:
    slug = request.GET.get("product", "")
    return Product.objects.visible_to(request.user).select_related("item").filter(slug=slug).first() if slug else None

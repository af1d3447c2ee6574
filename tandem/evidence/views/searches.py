"""The saved searches beside a list of notes: which there are, which one is open, and whether it was changed."""

from __future__ import annotations

from typing import Any

from tandem.evidence.forms_of_searches import FollowSearch, KeepSearch, NameSearch
from tandem.evidence.models import SavedSearch
from tandem.team.models import Product
from tandem.team.request import Request

SHOWN = 50


def searches_beside(request: Request, product: Product, asked: str) -> dict[str, Any]:
    """What the list shows of them; opening one means having looked."""
    searches = SavedSearch.objects.visible_to(request.user).of(product).in_use().followed_by(request.user)
    shown = list(searches.select_related("product__item")[:SHOWN])
    opened = next((search for search in shown if str(search.pk) == request.GET.get("saved")), None)
    lines = [(search, search.following_of(request.user).fresh) for search in shown]
    beside: dict[str, Any] = {"asked": asked, "opened": opened, "searches": lines}
    if opened is None:
        return {**beside, "keep_form": KeepSearch(initial={"asked": asked, "name": request.GET.get("q", "")[:80]})}
    following = opened.following_of(request.user)
    following.look()
    return {
        **beside,
        "is_changed": asked != opened.asked,
        "may_change": opened.is_changed_by(request.user),
        "keep_form": KeepSearch(initial={"asked": asked}),
        "name_form": NameSearch(initial={"name": opened.name, "shared": opened.shared}, auto_id="name_%s"),
        "follow_form": FollowSearch(initial={"alert": following.alert}, auto_id="follow_%s"),
    }


"""What became of it, shown where it was said: on a note, on a company, and on what was asked for."""

from __future__ import annotations

from typing import Any

from tandem.definition.grounds import evidence_on_page
from tandem.definition.market_shares import shares_of
from tandem.definition.models import Edition, Place, Reply
from tandem.definition.serving import served_on_page
from tandem.definition.solved import answers_to
from tandem.evidence.models import TargetMarket
from tandem.record.reactions import panel
from tandem.team.models import Workspace
from tandem.ui.figures import NEAR, day

MOST = 20


@panel("note", "definition/told_panel.html")
def of_note(note: Any, member: Any) -> dict[str, Any] | None:
    """What whoever said this was told about it, and what they wrote back to."""
    seen = Reply.objects.visible_to(member).exclude(state="drafted").with_people()
    return _told([*seen.filter(notes=note).order_by("pk")[:MOST], *seen.filter(heard=note)[:MOST]])


@panel("company", "definition/told_panel.html")
def of_company(company: Any, member: Any) -> dict[str, Any] | None:
    """What people of a company were told, the newest first."""
    seen = Reply.objects.visible_to(member).exclude(state="drafted").filter(company=company)
    return _told(list(seen.with_people().order_by("-sent_at", "-pk")[:MOST]))


@panel("feature", "definition/asked_panel.html")
def of_feature(feature: Any, member: Any) -> dict[str, Any] | None:
    """Who asked for it, once there is something to tell."""
    return _asked(feature) if feature.status in ("shipped", "dropped") else None


@panel("feature", "definition/servings_panel.html")
def others_served(feature: Any, member: Any) -> dict[str, Any]:
    """The products it serves beside its own."""
    return served_on_page(feature, member)


@panel("feature", "definition/plan_panel.html")
def plan_of_feature(feature: Any, member: Any) -> dict[str, Any]:
    """What it belongs to, and what people outside are told of it."""
    found = Place.objects.filter(about=feature.pk)
    place = found.select_related("objective__item", "initiative__item", "component__item").first()
    ties = [
        (name.capitalize(), one)
        for name in ("objective", "initiative", "component")
        if (one := getattr(place, name, None))
    ]
    return {**_plan(feature), "place": place, "ties": ties, "ties_url": f"{feature.get_absolute_url()}/ties"}


@panel("release", "definition/plan_panel.html")
def plan_of_release(release: Any, member: Any) -> dict[str, Any]:
    """What people outside are told of it, and the way to other dates."""
    move = "" if release.has_shipped else f"{release.get_absolute_url()}/move"
    return {**_plan(release), "move_url": move}


def _plan(noun: Any) -> dict[str, Any]:
    told = Edition.objects.filter(about=noun.pk).order_by("audience")
    return {"told": list(told), "editions_url": f"{noun.get_absolute_url()}/editions"}


@panel("problem", "definition/shares_panel.html")
def in_each_market(problem: Any, member: Any) -> dict[str, Any] | None:
    """Where a product is built for more than one target market: how much of each voiced it."""
    if TargetMarket.objects.filter(item__product=problem.item.product_id).in_use().count() < 2:
        return None
    heard = evidence_on_page(problem, Workspace.current().today)
    return {"shares": shares_of(problem.item.product_id, [voice.company for voice in heard.voices])}


@panel("problem", "definition/asked_panel.html")
def of_problem(problem: Any, member: Any) -> dict[str, Any] | None:
    """Who voiced it and was told why it is not worked on, or says that it is solved now."""
    answers = answers_to(problem)
    if problem.state != "refuted" and not answers.told:
        return None
    may = problem.state == "validated" and answers.is_solved and member.may("accept definition", problem)
    return {
        **_asked(problem),
        "answers": answers,
        "may_solve": may,
        "solve_url": f"{problem.get_absolute_url()}/solution",
    }


def _asked(noun: Any) -> dict[str, Any]:
    states = list(Reply.objects.filter(about=noun.item).values_list("state", flat=True))
    told, drafted = states.count("sent"), states.count("drafted") + states.count("returned")
    return {"told": told, "open": drafted, "url": f"{noun.get_absolute_url()}/replies"}


def _told(replies: list[Reply]) -> dict[str, Any] | None:
    today = Workspace.current().today
    for reply in replies:
        reply.says = _says(reply, today)  # type: ignore[attr-defined]
    return {"replies": replies} if replies else None


def _says(reply: Reply, today: Any) -> str:
    """In words: Ana Ruiz was told on 12 Nov."""
    if reply.sent_at and reply.state == "sent":
        said = day(reply.sent_at, today)
        return f"{reply.who} was told {said.lower() if said in NEAR.values() else f'on {said}'}"
    return f"{reply.who}: {reply.get_state_display().lower()}"

"""Team: who answers for what."""

from typing import Any

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "tandem.team"
    label = "team"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # registered by being imported
        from tandem.team import channels, edges, flags, inviting, mailing, panels, reminding, telling  # noqa: F401
        from tandem.team.rail import kept_figures
        from tandem.team.stages import empty_stages
        from tandem.ui.navigation import NavItem, navigation

        navigation.describe(
            workspace=_workspace_name, products=lambda member: member.products(), side=_side, kept=kept_figures
        )
        navigation.beside, navigation.hidden = _talk, empty_stages
        navigation.add(NavItem("team", "Team", icon="users", url_name="team:team", place=0, scope="workspace"))
        navigation.add(
            NavItem("record", "Record", icon="history", url_name="record:record", place=1, scope="workspace")
        )
        navigation.add(
            NavItem(
                "notices", "Notices", icon="bell", url_name="team:notices", place=3, count=_unread, scope="workspace"
            )
        )


def _unread(product: Any, member: Any) -> str | None:
    from tandem.team.models import Notice

    many = Notice.objects.visible_to(member).ringing()[:100].count()
    return str(many) if 0 < many < 100 else "99+" if many else None


def _talk(request: Any) -> tuple[str, dict[str, Any]] | None:
    """What is said beside the thing whose page this is."""
    from tandem.team.talking import place_at, talk_at

    place = place_at(request.path, request.user) if request.method == "GET" else None
    if place is None:
        return None
    talk = talk_at(place, request.user, request.GET.get("comments"))
    return "team/talk.html", {"talk": talk, **_inputs(place, request.user)}


def _inputs(place: Any, member: Any) -> dict[str, Any]:
    """What was asked of either side about it; a note is no thing that somebody answers for, nor is an input."""
    from tandem.team.models import Workspace
    from tandem.team.seam import inputs_about

    if place.note is not None or place.item.kind == "input" or place.item.product_id is None:
        return {}
    today = Workspace.current().today
    given = [(one, one.is_late(today)) for one in inputs_about(place.item)]
    return {"inputs": given, "has_inputs": True, "may_give": member.may("give input", place.item)}


def _workspace_name() -> str:
    from tandem.team.models.workspace import the_workspace

    found = the_workspace()
    return found.title if found else "Tandem"


def _side(member: Any, product: Any) -> str:
    """The hue a person wears in the shell: that of the seat they hold."""
    hats = member.hats(product.pk if product else None)
    return next((side for side in ("pm", "pmm") if side in hats or f"{side} delegate" in hats), "")

"""Evidence: what customers said."""

from typing import Any

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "tandem.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.evidence import edges, flags, jobs, leaving, merging, panels, standing, talking  # noqa: F401  (registered by being imported)
        from tandem.evidence.importing import companies, contacts, notes, queue  # noqa: F401
        from tandem.ui.navigation import NavItem, navigation

        navigation.add(
            NavItem(
                "evidence",
                "Evidence",
                icon="message-square",
                url_name="evidence:desk",
                place=1,
                count=_notes_heard,
                unread=_unread,
            )
        )
        navigation.quick_note = _where_to_note
        navigation.add(
            NavItem(
                "surveys", "Surveys", icon="clipboard-list", url_name="evidence:surveys", place=20, in_rail=False
            )
        )
        navigation.add(
            NavItem(
                "companies", "Companies", icon="building-2", url_name="evidence:companies", place=2, scope="workspace"
            )
        )


def _where_to_note(member: Any, product: Any) -> str | None:
    slug = getattr(product, "slug", "")
    return f"/products/{slug}/notes/new" if slug and member.may("add evidence", product) else None


def _notes_heard(product: Any, member: Any) -> str | None:
    from tandem.evidence.counting import notes_heard

    return f"{notes_heard(product.pk):,}"


def _unread(product: Any, member: Any) -> str:
    from tandem.evidence.looks import unread, up_to

    came = unread(product.pk, member.pk)
    return up_to(came) if came else ""

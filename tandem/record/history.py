"""The history below the verbs: database triggers that keep every changed row and tie it to the verb's event."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def kept(
    *, personal: Sequence[str] = (), derived: Sequence[str] = (), in_bulk: bool = False
) -> Callable[[Model], Model]:
    """Keep the history of this model's rows, also of rows changed by raw SQL.

    `personal` columns (contact fields, note text and author) and `derived` ones are left out of history; `in_bulk`
    uses one trigger per statement instead of one per row, for tables filled by imports.
    """
    level = pghistory.Statement if in_bulk else pghistory.Row
    trackers = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

    def track(model: Model) -> Model:
        tracked = pghistory.track(*trackers, exclude=[*personal, *derived], level=level)(model)
        KEPT[model] = (*personal, *derived)
        return tracked

    return track


def links_kept(model: type[models.Model], field: str) -> None:
    """Keep the history of a many-to-many link too: who was put beside whom, and taken away again, also by raw SQL."""
    through = getattr(model, field).through
    meta = type("Meta", (), {"proxy": True, "app_label": model._meta.app_label})
    proxy = type(f"{through.__name__}Link".replace("_", ""), (through,), {"__module__": model.__module__, "Meta": meta})
    pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)(proxy)


KEPT: dict[type[models.Model], tuple[str, ...]] = {}

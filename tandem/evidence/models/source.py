"""Sources: where notes come from, named by a person when importing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Named

KINDS = [
    ("ticket", "Support ticket"), ("call", "Call"), ("review", "App review"), ("survey", "Survey"), ("nps", "NPS"),
    ("forum", "Forum"), ("interview", "Interview"), ("email", "E-mail"), ("other", "Other"),
]  # fmt: skip


@kept()
class Source(Named):
    """A named stream of notes. It belongs to one product or, with no product, to the workspace; its notes are seen as it is."""

    kind: ClassVar[str] = "source"
    draft_act: ClassVar[str] = "import"

    form = models.CharField(max_length=10, choices=KINDS, default="other")

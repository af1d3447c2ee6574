"""What shows how using a feature feels: flows with their steps, pictures, links and uploaded prototypes."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.core.places import in_order, place_after
from tandem.definition.prototypes import Page, brought_file, brought_picture
from tandem.evidence.attaching import Brought
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.record.verbs import recorded
from tandem.team.models import Member

EXPERIENCES = [("flow", "Flow"), ("mockup", "Mock-up or picture"), ("prototype", "Prototype")]
WEB = "https://"
MOST_STEPS = 60


@kept()
class Experience(models.Model):
    """A flow, mock-up or prototype that shows how using the feature feels. Addressed by its place in the feature."""

    feature = models.ForeignKey("definition.Feature", models.PROTECT, related_name="experiences")
    position = models.IntegerField()
    form = models.CharField(max_length=10, choices=EXPERIENCES)
    title = models.CharField(max_length=200)
    url = models.TextField(default="", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["feature", "position"], name="experience_position")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        """Whether its file can be shown within a page."""
        return bool(self.file and self.file.content_type.startswith("image/"))

    @property
    def is_runnable(self) -> bool:
        """Whether an uploaded prototype can be tried in its own closed frame."""
        return bool(self.entry)

    @property
    def entry(self) -> str:
        """The page of an uploaded prototype that is shown first."""
        found = [page.path for page in self.pages.all() if page.is_entry]
        return found[0] if found else ""

    @property
    def standing_steps(self) -> list[FlowStep]:
        return [step for step in self.steps.all() if step.taken_out_at is None]


@kept()
class FlowStep(models.Model):
    """One step of a flow: what happens, and a picture of it."""

    experience = models.ForeignKey(Experience, models.PROTECT, related_name="steps")
    position = models.IntegerField()
    caption = models.TextField()
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.caption


@kept()
class PrototypePage(models.Model):
    """One file of an uploaded prototype, under the path it has inside it; one of them is shown first."""

    experience = models.ForeignKey(Experience, models.PROTECT, related_name="pages")
    path = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    is_entry = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experience", "path"], name="prototype_path")]

    def __str__(self) -> str:
        return self.path


class Shown(Named):
    """What a feature can show of itself; the verbs stand on the feature, whose parts these are."""

    class Meta:
        abstract = True

    @recorded("showed", act="draft definition", facts=("form", "title", "url"))
    def show(
        self,
        form: str,
        title: str,
        *,
        by: Any,
        url: str = "",
        file: Brought | None = None,
        steps: str = "",
    ) -> Experience:
        """Add a flow, mock-up or prototype. It must lead somewhere: a link, a file, or the steps of a flow. An uploaded
        prototype is unpacked and judged here; what it holds runs only in a frame that reaches nothing.
        """
        captions = [line.strip() for line in steps.splitlines() if line.strip()]
        _refuse_empty(form, url, file, captions)
        stored, pages = brought_file(file, form) if file else (None, [])
        named = title.strip()[:200] or dict(EXPERIENCES)[form]
        place = place_after(self._experiences())
        made = Experience.objects.create(
            feature_id=self.pk, position=place, form=form, title=named, url=url, file=stored, by=by
        )
        _keep_pages(made, pages)
        for place, caption in enumerate(captions, start=1):
            FlowStep.objects.create(experience=made, position=place, caption=caption[:1000])
        self.begin()
        return made

    @recorded("took out an experience", act="draft definition", facts=("position",))
    def take_out_experience(self, position: int, *, by: Any, because: str = "") -> None:
        """Take a flow, mock-up or prototype out; the history keeps it."""
        found = self.standing_experience(position)
        found.taken_out_at = clock.now()
        found.save(update_fields=["taken_out_at"])

    @recorded("added a step of a flow", act="draft definition", facts=("position",))
    def add_step(self, position: int, caption: str, *, by: Any, picture: Brought | None = None) -> FlowStep:
        """Add a step to the end of a flow: what happens, and a picture of it where there is one."""
        flow = self.standing_flow(position)
        if not caption.strip():
            raise Refused("Write what happens in this step.")
        if len(flow.standing_steps) >= MOST_STEPS:
            raise Refused(f"A flow has at most {MOST_STEPS} steps; make two flows of it.")
        stored = brought_picture(picture) if picture else None
        said = {"caption": caption.strip()[:1000], "picture": stored}
        return FlowStep.objects.create(experience=flow, position=place_after(flow.steps), **said)

    @recorded("put a step of a flow elsewhere", act="draft definition", facts=("position", "place"))
    def arrange_step(self, position: int, step: int, place: int, *, by: Any) -> None:
        """Put a step at another place of its flow; putting it back undoes this."""
        flow = self.standing_flow(position)
        in_order(flow.standing_steps, step, place)

    @recorded("took out a step of a flow", act="draft definition", facts=("position",))
    def take_out_step(self, position: int, step: int, *, by: Any, because: str = "") -> None:
        """Take a step out of a flow; the history keeps it."""
        found = next((one for one in self.standing_flow(position).standing_steps if one.pk == step), None)
        if found is None:
            raise Refused("There is no such step here.")
        found.taken_out_at = clock.now()
        found.save(update_fields=["taken_out_at"])

    def standing_experience(self, position: int) -> Experience:
        """The one at this place; refused where there is none."""
        found: Experience | None = self._experiences().filter(position=position, taken_out_at=None).first()
        if found is None:
            raise Refused(f"There is no experience {position} here.")
        return found

    def standing_flow(self, position: int) -> Experience:
        found = self.standing_experience(position)
        if found.form != "flow":
            raise Refused("Only a flow has steps.")
        return found

    def begin(self) -> None:
        """The first part of a definition begins it."""
        raise NotImplementedError

    def _experiences(self) -> Any:
        return Experience.objects.filter(feature=self.pk)


def _refuse_empty(form: str, url: str, file: Any, captions: list[str]) -> None:
    if form not in dict(EXPERIENCES):
        raise Refused("What shows a feature is a flow, a mock-up or a prototype.")
    if captions and form != "flow":
        raise Refused("Only a flow has steps.")
    if len(captions) > MOST_STEPS:
        raise Refused(f"A flow has at most {MOST_STEPS} steps; make two flows of it.")
    if not url and file is None and not captions:
        raise Refused("Give a link or a file, so that people can look at it, or the steps of a flow.")
    if url and not url.startswith(WEB):
        raise Refused("The link must begin with https://.")


def _keep_pages(experience: Experience, pages: list[Page]) -> None:
    for page in pages:
        PrototypePage.objects.create(experience=experience, path=page.path, file=page.file, is_entry=page.is_entry)

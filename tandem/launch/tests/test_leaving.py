"""What later stages keep in somebody's hands goes to their heir, each by its own act."""

from __future__ import annotations

import pytest

from tandem.evidence.models import Note
from tandem.launch.models import PlanStep
from tandem.record.models import Event
from tandem.team.handing import Held, part_with
from tandem.team.models import Console, Member, Product

console = Console()


@pytest.mark.django_db
def test_notes_to_look_at_and_steps_to_do_go_to_the_heir_who_sees_them() -> None:
    leaving, heir = (Member.join(name, email=f"{name}@heir.example".lower(), by=console) for name in ("Lea", "Han"))
    root = Member.join("Root", email="root@heir.example", role="administrator", by=console)
    product = Product.objects.get(slug="ledgerly")
    step = PlanStep.objects.of(product).in_use().filter(done_on=None, launch__launched_on=None)[0]
    notes = list(Note.objects.filter(product=product.pk, state="new")[:3])
    step.give_to(leaving, by=console)
    for note in notes:
        note.assign(leaving, by=console)
    held = Held.by(leaving)
    assert sorted(one.title for one in held.also) == sorted(["3 notes to look at", step.title])
    part_with(leaving, heir, by=root)
    assert {Note.objects.get(pk=note.pk).assignee for note in notes} == {heir}
    assert PlanStep.objects.get(pk=step.pk).owner == heir
    assert Event.objects.filter(verb="gave", item=step.item).count() >= 2
    product.restrict(by=console)
    other = Member.join("Out", email="out@heir.example", by=console)
    part_with(heir, other, by=root)
    assert {Note.objects.get(pk=note.pk).assignee for note in notes} == {None}

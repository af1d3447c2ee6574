"""The gates that launch itself holds: definition, price, support, goals and, from the charter, references."""

from __future__ import annotations

from datetime import date

from tandem.charter.standing import program_of, reference_standing
from tandem.definition.availability import Hold, before_availability
from tandem.definition.models import Decision, Feature, Release
from tandem.launch.gates import Finding, gate
from tandem.launch.models import Launch
from tandem.team.models import Product


@gate("definition complete", "Definition complete", side="pm", tiers={1}, place=1)
def definition_complete(launch: Launch, today: date) -> Finding:
    """Open when every feature in the scope of the releases is ready to build, or dropped from scope."""
    releases = list(launch.releases.all())
    if not releases:
        return Finding(False, "No release is covered yet, so nothing says what is launched.", launch.get_absolute_url())
    scope = (
        Feature.objects.in_use()
        .filter(release__in=releases)
        .exclude(status__in=("dropped", "shipped"))
        .with_definition()
    )
    waiting = [feature for feature in scope if not feature.is_ready_to_build]
    if waiting:
        return Finding(False, features_waiting([feature.title for feature in waiting]), releases[0].get_absolute_url())
    return Finding(True, "Every feature in scope is ready to build.", releases[0].get_absolute_url())


@gate("references", "References", side="pm", tiers={1}, place=2)
def references(launch: Launch, today: date) -> Finding:
    """Open with six usable, publicly nameable references of one target market: the same gate as before availability."""
    product = Product.objects.select_related("item").get(pk=launch.item.product_id)
    found = reference_standing(product, today)
    return Finding(found.is_open, found.because, found.url)


@before_availability
def references_of_tier_1(release: Release, today: date) -> Hold | None:
    """The same gate before general availability: a release is of tier 1 when a tier 1 launch whose plan is accepted
    covers it. One that has a charter program of its own is held by that; any other by how its product stands, so
    without a program it is closed.
    """
    if program_of(release) or not release.launches.in_use().accepted().filter(tier=1).exists():
        return None
    product = Product.objects.select_related("item").get(pk=release.item.product_id)
    found = reference_standing(product, today)
    return Hold("references", found.is_open, found.because, found.url)


@gate("price decided", "Price decided", side="pmm", tiers={1, 2}, place=6)
def price_decided(launch: Launch, today: date) -> Finding:
    """Open when a decision of kind price is accepted for a release of the launch; "no change" is such a decision."""
    releases = list(launch.releases.select_related("item"))
    about = [launch.item_id, *(release.pk for release in releases)]
    decided = Decision.objects.in_use().filter(form="price", about__in=about).select_related("item__acceptance")
    accepted = [decision for decision in decided if decision.is_accepted]
    if accepted:
        return Finding(True, f"Decided: {accepted[-1].title}.", accepted[-1].get_absolute_url())
    if decided:
        return Finding(
            False, "A price is drafted but the product marketer has not accepted it.", decided[0].get_absolute_url()
        )
    mark = releases[0].mark if releases else launch.mark
    return Finding(
        False, "No price is decided, and nobody signed that it stays.", f"/decisions/new?about={mark}&form=price"
    )


@gate("support ready", "Support ready", side="pmm", tiers={1, 2, 3}, place=7)
def support_ready(launch: Launch, today: date) -> Finding:
    """Open when the support step of the plan is confirmed by its owner."""
    steps = list(launch.steps.in_use().filter(form="support").select_related("item", "owner__item"))
    if not steps:
        return Finding(False, "The plan has no support step.", f"{launch.get_absolute_url()}#plan")
    waiting = [step for step in steps if not step.done_on]
    if waiting:
        who = waiting[0].owner or "Nobody yet; it has no owner"
        return Finding(False, f"“{waiting[0].title}” waits for {who}.", f"{launch.get_absolute_url()}#plan")
    return Finding(True, f"Confirmed by {steps[0].owner or 'the team'}.", f"{launch.get_absolute_url()}#plan")


@gate("goals set", "Goals set", side="both", tiers={1}, place=8)
def goals_set(launch: Launch, today: date) -> Finding:
    """Open when the launch and each of its releases have a goal with metric, baseline, target and date."""
    without = [
        noun.title
        for noun in (launch, *launch.releases.select_related("item"))
        if not any(goal.is_whole for goal in noun.item.goals.select_related("item"))
    ]
    if without:
        return Finding(False, f"No whole goal for {' and '.join(without)}.", f"{launch.get_absolute_url()}#goals")
    return Finding(True, "The launch and its releases have goals.", f"{launch.get_absolute_url()}#goals")


@gate("release note", "Release note", side="pmm", tiers={3}, place=2)
def release_note(launch: Launch, today: date) -> Finding:
    """Open when the step that writes the release note is done: a tier 3 launch needs no more than this and support."""
    notes = launch.steps.in_use().filter(form="release_note")
    if notes.exclude(done_on=None).exists():
        return Finding(True, "The release note is written.", f"{launch.get_absolute_url()}#plan")
    return Finding(False, "The release note is not written yet.", f"{launch.get_absolute_url()}#plan")


def features_waiting(titles: list[str]) -> str:
    """“Bulk recategorize” and two more features are not ready to build."""
    if len(titles) == 1:
        return f"“{titles[0]}” is not ready to build."
    more = len(titles) - 1
    return f"“{titles[0]}” and {more} more feature{'s' if more > 1 else ''} are not ready to build."

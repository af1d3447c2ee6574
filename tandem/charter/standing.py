"""Where a product stands with its references, for the overview, the rail and every gate that asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.charter import rules
from tandem.charter.models import Program, Reference
from tandem.charter.pace import listed, word
from tandem.core.once import once
from tandem.definition.availability import Hold, before_availability
from tandem.record.standing import Standing, standing_of
from tandem.team.models import Workspace


@dataclass(frozen=True)
class ReferenceStanding:
    """How many references count, of how many; who they are and who is live but not yet counted.

    A product without a charter program has none of the six, and its gate is closed.
    """

    have: int
    aim: int
    names: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    url: str = ""
    program: Program | None = None

    @property
    def is_open(self) -> bool:
        return self.have >= self.aim

    @property
    def missing(self) -> int:
        return max(0, self.aim - self.have)

    @property
    def says(self) -> str:
        return f"{self.have} of {self.aim} references live and happy"

    @property
    def meaning(self) -> str:
        """What the number says: none is a red flag, a few perhaps a one-off, the aim opens the gate."""
        return rules.meaning(self.have, self.aim)

    @property
    def because(self) -> str:
        """The reason of the gate, as a sentence."""
        if self.program is None:
            return "There is no charter program, so nobody vouches for it."
        if self.is_open:
            return f"{self.says}."
        return f"{self.says}. {self.who_is_missing}."

    @property
    def who_is_missing(self) -> str:
        """Harbor Credit and Finch Books are live but not yet happy; at most three are named."""
        if not self.waiting:
            return "Nobody else is live"
        return f"{listed(self.waiting)} {'is' if len(self.waiting) == 1 else 'are'} live but not yet happy"

    @property
    def title(self) -> str:
        """Two more reference customers."""
        return f"{word(self.missing).capitalize()} more reference customer{'' if self.missing == 1 else 's'}"


@once
def reference_standing(about: Any, today: date) -> ReferenceStanding:
    """How a product, or the program behind a release, stands with its references. Launch asks this for its gate."""
    program = program_of(about)
    thresholds = Workspace.current().thresholds
    if program is None:
        return ReferenceStanding(0, thresholds.references, url=_page_of(about))
    found = counted(program, today, thresholds.happy_within_days)
    names = tuple(reference.title for reference in found)
    live = program.members.at(*rules.LIVE).exclude(pk__in=[reference.member_id for reference in found])
    waiting = live.select_related("item").order_by("since", "item__number") if len(found) < program.aim else ()
    return ReferenceStanding(
        len(found), program.aim, names, tuple(member.title for member in waiting), program.get_absolute_url(), program
    )


def program_of(about: Any) -> Program | None:
    """The program behind a release, or the one that a product runs now."""
    found: Program | None
    if isinstance(about, Program):
        found = about
    elif about.item.kind == "release":
        found = Program.objects.behind(about)
    else:
        found = Program.objects.current(about)
    return found


def counted(program: Program, today: date, within_days: int) -> list[Reference]:
    """The references that count, one a company: usable now, named in public, live, happy and of the target market."""
    usable = Reference.objects.usable_now(today).nameable().filter(member__program=program).with_bearer()
    return counting(program, usable.order_by("granted_on", "item__number"), today, within_days)


def counting(program: Program, references: Sequence[Reference] | Any, today: date, within_days: int) -> list[Reference]:
    """Those of these references that count; a company counts once however many consents it gave."""
    found: dict[int, Reference] = {}
    for reference in references:
        if not reference.why_uncounted(today, within_days, is_platform=program.is_platform):
            found.setdefault(reference.member_id, reference)
    return list(found.values())


@standing_of("Charter")
def charter(product: Any, today: date) -> Standing:
    """The circle of the thread: the references that count, and the gap while the gate is closed."""
    found = reference_standing(product, today)
    page = f"/products/{product.slug}/charter"
    if found.program is None:
        return Standing("Charter", 0, "No charter program yet", "pm", page, gap="No charter program")
    gap = "" if found.is_open else found.title
    return Standing("Charter", found.have, found.says, "pm", page, gap=gap, badge=f"{found.have} / {found.aim}")


@before_availability
def references(release: Any, today: date) -> Hold | None:
    """The reference gate before general availability: it stands before every release that has a charter program."""
    if Program.objects.behind(release) is None:
        return None
    found = reference_standing(release, today)
    return Hold("references", found.is_open, found.because, found.url)


def badge(product: Any, member: Any) -> str | None:
    """4 / 6, beside Charter in the rail; nothing while there is no program."""
    found = reference_standing(product, Workspace.current().today)
    return f"{found.have} / {found.aim}" if found.program else None


def _page_of(about: Any) -> str:
    return f"/products/{about.slug}/charter" if about.item.kind == "product" else str(about.get_absolute_url())

"""What documents are drawn from: plain facts of one release or feature, each with the address of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tandem.definition.criteria import Criterion


@dataclass(frozen=True)
class Ref:
    """Something of the record, and where its page is."""

    mark: str
    title: str
    href: str


@dataclass(frozen=True)
class Ground:
    """What customers' words amount to for one thing; `href` shows the notes behind it."""

    href: str
    notes: int = 0
    companies: int = 0
    in_market: int = 0
    has_market: bool = False
    arr: Decimal = Decimal(0)
    arr_in_market: Decimal = Decimal(0)
    first: date | None = None
    newest: date | None = None
    with_pm: int = 0
    loudest: str = ""
    loudest_share: float = 0.0


@dataclass(frozen=True)
class Said:
    """Words of a customer. `may_leave` says that they agreed to be quoted outside."""

    text: str
    who: str
    on: date
    href: str
    company: int | None = None
    may_leave: bool = False


@dataclass(frozen=True)
class ProblemFacts:
    """A problem, as its page tells it."""

    ref: Ref
    state: str
    statement: str
    persona: str
    situation: str
    cost: str
    workaround: str
    ground: Ground


@dataclass(frozen=True)
class Required:
    """A requirement and how one would see that it is met."""

    ref: Ref
    text: str
    criteria: tuple[Criterion, ...]
    priority: str
    status: str
    counts: bool = True


@dataclass(frozen=True)
class Shown:
    """A flow, mock-up or prototype; `href` opens it."""

    form: str
    title: str
    href: str


@dataclass(frozen=True)
class Tried:
    """One test with customers."""

    ref: Ref
    form: str
    verdict: str
    held_on: date
    companies: tuple[str, ...]
    happened: str
    is_open: bool = False
    went: str = ""


@dataclass(frozen=True)
class Talked:
    """A plan of conversations about a problem, and how many were held; what was learned in them stays with it."""

    ref: Ref
    about: Ref
    named: int
    held: int
    last: date | None


@dataclass(frozen=True)
class Needed:
    """A feature that has to come first, or that waits; without a mark it may not be named. `clash` says why not."""

    ref: Ref
    status: str = ""
    release: str = ""
    day: date | None = None
    because: str = ""
    clash: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision, why, and what was turned down."""

    ref: Ref
    form: str
    because: str
    on: date
    is_accepted: bool
    turned_down: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goaled:
    """A goal stated before it ships."""

    ref: Ref
    baseline: str
    target: str
    due_on: date | None


@dataclass(frozen=True)
class Assumed:
    """What somebody takes for granted."""

    text: str
    stands_for: str
    value: Decimal | None
    because: str
    by: str
    on: date


@dataclass(frozen=True)
class Told:
    """What people outside are told of a feature in words meant for them."""

    what: str = ""
    unchanged: str = ""
    link: str = ""


@dataclass(frozen=True)
class FeatureFacts:
    """A feature with everything a document may say of it."""

    ref: Ref
    status: str
    says: str
    is_out: bool
    statement: str
    ground: Ground
    missing: tuple[str, ...] = ()
    problems: tuple[ProblemFacts, ...] = ()
    requirements: tuple[Required, ...] = ()
    shown: tuple[Shown, ...] = ()
    tried: tuple[Tried, ...] = ()
    decided: tuple[Decided, ...] = ()
    quotes: tuple[Said, ...] = ()
    needs: tuple[Needed, ...] = ()
    needed_by: tuple[Needed, ...] = ()
    inputs: tuple[Ref, ...] = ()
    effort: Decimal | None = None
    delivery: str = ""
    release: Ref | None = None
    told: Told = field(default_factory=Told)
    askers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Before:
    """What stands before general availability: whether it is open, in a sentence."""

    is_open: bool
    because: str
    href: str


@dataclass(frozen=True)
class Facts:
    """One release or feature as the record stands at a moment, and who asks."""

    about: Ref
    kind: str
    product: Ref
    summary: str
    at: datetime
    today: date
    by: str
    currency: str
    money_word: str
    owner: str
    ground: Ground
    features: tuple[FeatureFacts, ...]
    more: int = 0
    says: str = ""
    day: date | None = None
    has_shipped: bool = False
    dropped: tuple[Ref, ...] = ()
    goals: tuple[Goaled, ...] = ()
    before: tuple[Before, ...] = ()
    decided: tuple[Decided, ...] = ()
    talked: tuple[Talked, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    companies: dict[int, str] = field(default_factory=dict)
    nameable: frozenset[int] = frozenset()
    last_change: datetime | None = None
    last_ref: Ref | None = None

    @property
    def is_whole_release(self) -> bool:
        return self.kind == "release"

    @property
    def problems(self) -> tuple[ProblemFacts, ...]:
        """Each problem once, however many features solve it."""
        return tuple({one.ref.mark: one for feature in self.features for one in feature.problems}.values())

    @property
    def tried(self) -> tuple[Tried, ...]:
        return tuple(one for feature in self.features for one in feature.tried)


@dataclass(frozen=True)
class Case:
    """What a business case comes to: nothing is guessed, what nobody assumed is None."""

    effort: Decimal
    estimated: int
    unestimated: int
    week: Decimal | None
    extra: Decimal | None
    share: Decimal | None
    value: Decimal | None
    cost: Decimal | None

    @property
    def times(self) -> Decimal | None:
        """How many times its cost it is worth in a year."""
        return (self.value / self.cost).quantize(Decimal("0.1")) if self.value is not None and self.cost else None


def case_of(efforts: Iterable[Decimal | None], arr: Decimal, assumed: Iterable[Assumed]) -> Case:
    """Value is the revenue touched by the share assumed; cost the person-weeks by what one is assumed to cost, and what
    is assumed beside. Of several assumptions that stand for one number, the latest counts.
    """
    given = list(efforts)
    known = {one.stands_for: one.value for one in assumed if one.stands_for and one.value is not None}
    effort = sum((one for one in given if one is not None), Decimal(0))
    week, extra, share = known.get("week"), known.get("extra"), known.get("share")
    work = effort * week if week is not None and effort else None
    parts = [part for part in (work, extra) if part is not None]
    return Case(
        effort, sum(one is not None for one in given), sum(one is None for one in given), week, extra, share,
        arr * share / 100 if share is not None else None, sum(parts, Decimal(0)) if parts else None,
    )  # fmt: skip

"""Flags of messaging: claims without proof, stages nobody speaks to, assets unapproved or expired, patterns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tandem.language import Encoder
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch
from tandem.messaging.claims import against
from tandem.messaging.gates import claimed, claims_of
from tandem.messaging.models import Claim, Positioning, SalesAsset, SalesRequest, StageMessage
from tandem.messaging.nearest import quotes_beside
from tandem.messaging.patterns import alike
from tandem.messaging.strength import missing
from tandem.record.flags import Flag, Severity, flags_from
from tandem.team.models import Console, Product, Workspace
from tandem.ui.figures import compact, line, plural

OWN_GATES = ("sales assets ready", "sales trained")


@flags_from
def of_messaging(product: Product, today: date) -> Iterator[Flag]:
    """Everything messaging's rules notice about a product."""
    coming = Launch.objects.of(product).in_use().still_to_come().select_related("item").order_by("day")
    if launch := coming.first():
        yield from _closed(product, launch, today)
    yield from _words(product)
    assets = list(SalesAsset.objects.of(product).in_use().filter(declined_because="").with_versions())
    yield from _assets(product, assets, today)
    yield from _requests(product)


def _closed(product: Product, launch: Launch, today: date) -> Iterator[Flag]:
    """What keeps messaging's gates of the next launch closed: each claim by name, the two others as they stand."""
    gates = {gate.name: gate for gate in gates_of(launch, today)}
    proven = gates.get("claims proven")
    severity: Severity = "closed" if proven and not proven.passed else "warn"
    without = [claim for claim in claims_of(launch) if not claimed(claim, today).holds]
    said = _reasons(product, without, today)
    for claim in without:
        label = "Gate closed" if severity == "closed" else "Unproven"
        title = f"“{claim.title.rstrip('.')}” {_lack(claim, today)}"
        yield Flag(
            "claim without proof",
            (claim.mark,),
            title,
            said[claim.pk],
            severity,
            label,
            claim.get_absolute_url(),
            "pmm",
            product.pmm,
            weight=len(claim.opposing),
        )
    for name in OWN_GATES:
        if (gate := gates.get(name)) and not gate.passed:
            yield Flag(
                f"gate {name}",
                (launch.mark,),
                f"{gate.label}: not yet",
                line(gate.because),
                "closed",
                "Gate closed",
                gate.url,
                "pmm",
                product.pmm,
            )


def _lack(claim: Claim, today: date) -> str:
    """What it lacks: acceptance, proof, or fresh proof."""
    strength = claim.strength(today)
    if strength == "proven":
        return "waits to be accepted"
    return {"none": "has no proof", "weak": "has weak proof", "stale": "has proof that aged"}[strength]


def _reasons(product: Product, claims: list[Claim], today: date) -> dict[int, str]:
    """What speaks against each: its contradicting proof points, else the nearest quotes; else what is missing."""
    said = {claim.pk: claim.against() for claim in claims}
    open_still = [claim for claim in claims if not said[claim.pk] and claim.says]
    found = quotes_beside(product, Console(), [claim.title for claim in open_still], limit=12)
    for claim, beside in zip(open_still, found, strict=True):
        contradicting = [near.highlight.words for near in beside.contradicting]
        said[claim.pk] = against(claim.title, contradicting, [near.highlight.words for near in beside.supporting])
    return {claim.pk: said[claim.pk] or missing(claim.proofs(today), today) for claim in claims}


def _words(product: Product) -> Iterator[Flag]:
    """No positioning that counts, and stages of awareness without a message."""
    page = f"/products/{product.slug}/messaging"
    if Positioning.objects.of(product).current() is None:
        yield Flag(
            "no positioning",
            (product.mark,),
            f"{product} has no accepted positioning",
            "Nobody has said for whom it is, and for whom not",
            "note",
            "Missing",
            f"{page}#positioning",
            "pmm",
            product.pmm,
        )
    empty = [name.lower() for _, name, message in StageMessage.objects.by_stage(product) if not message]
    if 0 < len(empty) < 5:
        yield Flag(
            "awareness stage empty",
            (product.mark,),
            f"Nothing is said to people who {empty[0]}",
            f"{plural(len(empty), 'stage')} of awareness without a message",
            "note",
            "Empty",
            f"{page}#awareness",
            "pmm",
            product.pmm,
        )


def _assets(product: Product, assets: list[SalesAsset], today: date) -> Iterator[Flag]:
    for asset in assets:
        pattern = asset.pattern(today) if asset.field_made and not asset.adopted_on else None
        if pattern:
            on = "deals" if pattern.deals > 1 else "a deal"
            worth = f", on {on} worth {_money(pattern.worth)}" if pattern.worth else ""
            yield _about(
                product,
                asset,
                "field-made pattern",
                f"Sales keeps making its own {named(asset.get_form_display(), asset.title)}",
                f"{plural(pattern.versions, 'version')} in {plural(pattern.weeks, 'week')}{worth}",
                "warn",
                "Pattern",
                worth=float(pattern.worth),
            )
        elif asset.is_released and asset.is_expired(today):
            days = (today - asset.expires_on).days if asset.expires_on else 0
            because = f"Its expiry was {plural(days, 'day')} ago, and it is still released"
            yield _about(
                product, asset, "asset expired", f"“{asset.title}” has expired", because, "warn", "Expired", days
            )
        elif not asset.is_released and (
            deals := {deal.pk for version in asset.versions.all() for deal in version.deals.all()}
        ):
            because = f"It is on {plural(len(deals), 'deal')} and nobody released it"
            yield _about(
                product,
                asset,
                "asset unapproved",
                f"“{asset.title}” is used unapproved",
                because,
                "warn",
                "Unapproved",
                len(deals),
            )


def _about(
    product: Product,
    asset: SalesAsset,
    rule: str,
    title: str,
    because: str,
    severity: Severity,
    label: str,
    weight: float = 0,
    *,
    worth: float = 0,
) -> Flag:
    url, about = asset.get_absolute_url(), (asset.mark,)
    return Flag(rule, about, title, because, severity, label, url, "pmm", product.pmm, weight, worth)


def named(form: str, title: str) -> str:
    """A title that says what it is stands for itself, as in migration deck; any other follows its form."""
    form = form.lower()
    if title.lower().endswith(form):
        return f"{title[:1].lower()}{title[1:]}"
    return f"{form} “{title}”"


def _requests(product: Product) -> Iterator[Flag]:
    """Requests that ask for the same thing."""
    page = f"/products/{product.slug}/requests"
    requests = list(SalesRequest.objects.of(product).in_use().waiting().with_deal().order_by("item__number"))
    for group in grouped(requests):
        deals = {request.deal_id: request.deal.amount or 0 for request in group if request.deal}
        worth = f", for deals worth {_money(sum(deals.values()))}" if deals else ""
        yield Flag(
            "requests alike",
            (group[0].mark,),
            f"{len(group)} requests ask for one thing",
            f"“{group[0].title}” and others like it{worth}",
            "note",
            "Pattern",
            page,
            "pmm",
            product.pmm,
            weight=len(group),
        )


def grouped(requests: list[SalesRequest]) -> list[list[SalesRequest]]:
    """Requests that ask for the same thing, by their meaning."""
    if not requests:
        return []
    vectors = Encoder.shipped().encode([request.title for request in requests])
    return [[requests[place] for place in group] for group in alike(vectors)]


def _money(amount: Any) -> str:
    return compact(amount, Workspace.current().currency)

"""What was told and with what: deals, positioning, claims and their proof, competitors, assets, requests."""

from __future__ import annotations

from typing import Any

from tandem.demo.cast import Cast
from tandem.demo.seeding.evidence import arrives, bring
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, rows, table
from tandem.messaging.models import (
    Claim,
    Competitor,
    Deal,
    KeyMessage,
    Positioning,
    SalesAsset,
    SalesRequest,
    StageMessage,
)

DEALS_IMPORTED = {"ledgerly": (252, 196, 140, 84, 56, 42, 28, 14, 0), "paydesk": (84, 0)}
MESSAGED, STATED = 44, 41
DRAFTED_BY = "hugo"
DEAL_HEADS = [
    "crm_id",
    "name",
    "company",
    "amount",
    "currency",
    "stage",
    "outcome",
    "reason",
    "competitor",
    "created_at",
    "close_date",
    "owner",
]


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Deals first, since requests and assets are made for them; the rest in the order in which it was thought."""
    messaging = table("messaging")
    for product, days in DEALS_IMPORTED.items():
        for days_ago in days:
            timeline.on(days_ago, _import_deals, cast, product, days_ago)
    for row in reversed(messaging["positioning"]):
        timeline.on(row["accepted_days_ago"], _position, cast, row)
    for row in messaging["awareness"]:
        timeline.on(MESSAGED, _say_to_stage, cast, row)
    for row in messaging["key_message"]:
        timeline.on(MESSAGED, _say_message, cast, row)
    for row in messaging["claim"]:
        timeline.on(STATED, _state, cast, row)
    for row in messaging["competitor"]:
        timeline.on(row["entered_days_ago"], _enter, cast, row)
    for row in messaging["capability"]:
        for key in ("tallybird", "quillbooks"):
            timeline.on(row[key]["days_ago"], _note_capability, cast, row, key)
    for row in messaging["request"]:
        timeline.on(row["days_ago"], _ask, cast, row)
        if "answer" in row:
            timeline.on(row["answered_days_ago"], _answer, cast, row)


def schedule_proofs(timeline: Timeline, cast: Cast) -> None:
    """Proof as soon as there is some to give; then what rests on it: acceptances, assets, who opened them."""
    messaging = table("messaging")
    proven = _days_of_proof()
    for row in messaging["claim"]:
        for one, days_ago in zip(row["proofs"], proven[row["key"]], strict=True):
            timeline.on(days_ago, _prove, cast, row, one)
        for key in row.get("contradicted_by", []):
            timeline.on(min(STATED, _marked(key)), _contradict, cast, row, key)
        timeline.on(row["accepted_days_ago"], _accept, cast, row)
    for row in messaging["asset"]:
        _schedule_asset(timeline, cast, row, proven)
    for row in messaging["opened"]:
        timeline.on(row["days_ago"], _open_assets, cast, row)


def _schedule_asset(timeline: Timeline, cast: Cast, row: Row, proven: dict[str, list[int]]) -> None:
    """Its versions, then its release; once released it takes a claim only when the claim is proven."""
    versions, adopted = row["versions"], row.get("adopted_days_ago")
    timeline.on(versions[0]["days_ago"], _bring, cast, row, versions[0])
    for version in versions[1:]:
        timeline.on(version["days_ago"], _add_version, cast, row, version)
    if adopted is not None:
        timeline.on(adopted, _adopt, cast, row)
    if row["state"] == "released":
        timeline.on(versions[-1]["days_ago"], _release, cast, row)
    for key in row["claims"]:
        days_ago = min([versions[-1]["days_ago"], STATED, *proven[key]])
        timeline.on(days_ago, _carry, cast, row, key)


def _days_of_proof() -> dict[str, list[int]]:
    """For each claim, how many days ago each of its proofs could be put under it."""
    return {row["key"]: [min(STATED, _day_of(one)) for one in row["proofs"]] for row in table("messaging")["claim"]}


def _day_of(one: Row) -> int:
    definition = table("definition")
    days: dict[str, dict[str, int]] = {
        "reference": {row["company"]: row["granted_days_ago"] for row in table("charter")["reference"]},
        "validation": {test["key"]: test["days_ago"] for row in definition["feature"] for test in row["validations"]},
        "metric": {row["key"]: row["measured_days_ago"] for row in definition["metric"]},
    }
    if one["kind"] == "page":
        return int(one["days_ago"])
    return _marked(one["key"]) if one["kind"] == "quote" else days[one["kind"]][one["key"]]


def _marked(highlight: str) -> int:
    """How many days ago a quote's note had come in."""
    mark = next(row for row in rows("highlights.jsonl") if row["key"] == highlight)
    return arrives(next(row for row in rows("notes_*.jsonl") if row["id"] == mark["note"]))


def _import_deals(cast: Cast, product: str, days_ago: int) -> None:
    """The CRM's export as it was on that day: later deals are not in it, and those closed later were open still."""
    known = [row for row in rows("deals.jsonl") if row["product"] == product and row["created_days_ago"] >= days_ago]
    cells = [_deal_cells(cast, row, days_ago) for row in known]
    rates = {row["currency"]: str(row["rate"]) for row in known if "rate" in row}
    bring(cast, product, "opportunities.csv", "deals", DEAL_HEADS, cells, by="hugo", rates=rates, currency="USD")
    by_crm = {deal.crm_id: deal for deal in Deal.objects.select_related("item")}
    for row in known:
        cast.keep("deal", row["crm_id"], by_crm[row["crm_id"]])


def _deal_cells(cast: Cast, row: Row, days_ago: int) -> list[str]:
    closes = row.get("close_days_ago", -row.get("close_in_days", 0))
    ended = row["outcome"] != "open" and closes >= days_ago
    stage = row["stage"] if ended or row["outcome"] == "open" else "Proposal"
    ending = [row["outcome"], row["reason"] or ""] if ended else ["open", ""]
    days = [cast.timeline.day(day).isoformat() for day in (row["created_days_ago"], closes)]
    company, owner = cast.the("company", row["company"]).title, cast.member(row["owner"]).title
    rival = table_name(row["competitor"]) if row["competitor"] else ""
    return [
        row["crm_id"],
        row["name"],
        company,
        str(row.get("original", row["amount"])),
        row["currency"],
        stage,
        *ending,
        rival,
        *days,
        owner,
    ]


def table_name(competitor: str) -> str:
    """What a competitor is called."""
    return next(row["name"] for row in table("messaging")["competitor"] if row["key"] == competitor)


def _position(cast: Cast, row: Row) -> None:
    said = {name: row[name] for name in ("for_whom", "not_for", "alternative", "different", "value")}
    made = Positioning.draft(cast.product(row["product"]), row["category"], by=cast.member(row["by"]), **said)
    cast.keep("positioning", row["product"], made)


def _say_to_stage(cast: Cast, row: Row) -> None:
    if row["message"]:
        StageMessage.say(
            cast.product(row["product"]), row["stage"], row["message"], by=cast.owner(row["product"], "pmm")
        )


def _say_message(cast: Cast, row: Row) -> None:
    made = KeyMessage.say(cast.product(row["product"]), row["text"], by=cast.owner(row["product"], "pmm"))
    cast.keep("key message", row["key"], made)


def _state(cast: Cast, row: Row) -> None:
    """Drafted by the writer; the marketer accepts each on its own day."""
    launches = [launch for launch in table("launch")["launch"] if row["key"] in launch["claims"]]
    made = Claim.state(
        cast.product(row["product"]),
        row["text"],
        message=cast.the("key message", row["key_message"]),
        problems=cast.all("problem", row["problems"]),
        features=cast.all("feature", row["features"]),
        launches=cast.all("launch", [launch["key"] for launch in launches]),
        by=cast.member(DRAFTED_BY),
    )
    cast.keep("claim", row["key"], made)


def _accept(cast: Cast, row: Row) -> None:
    cast.the("claim", row["key"]).accept(by=cast.owner(row["product"], "pmm"))


def _prove(cast: Cast, row: Row, one: Row) -> None:
    claim, by = cast.the("claim", row["key"]), cast.owner(row["product"], "pmm")
    if one["kind"] == "page":
        claim.prove("page", says=one["title"], url=one["url"], as_of=cast.timeline.day(one["days_ago"]), by=by)
    elif one["kind"] == "metric":
        metric = next(found for found in table("definition")["metric"] if found["key"] == one["key"])
        says = f"{metric['name']}: {metric['value']} {metric['unit']}. {metric['how']}"
        claim.prove("metric", says=says, as_of=cast.timeline.day(metric["measured_days_ago"]), by=by)
    else:
        noun = "highlight" if one["kind"] == "quote" else str(one["kind"])
        claim.prove(one["kind"], by=by, **{noun: cast.the(noun, one["key"])})


def _contradict(cast: Cast, row: Row, highlight: str) -> None:
    by = cast.owner(row["product"], "pm")
    cast.the("claim", row["key"]).prove("quote", highlight=cast.the("highlight", highlight), supports=False, by=by)


def _enter(cast: Cast, row: Row) -> None:
    made = Competitor.enter(
        cast.product(row["product"]), row["name"], summary=row["about"], by=cast.owner(row["product"], "pmm")
    )
    cast.keep("competitor", row["key"], made)


def _note_capability(cast: Cast, row: Row, competitor: str) -> None:
    seen = row[competitor]
    cast.the("competitor", competitor).note_capability(
        row["name"], seen["we"], evidence=seen["evidence"], by=cast.member("luis")
    )


def _bring(cast: Cast, row: Row, version: Row) -> None:
    made = SalesAsset.bring(
        cast.product(row["product"]),
        row["title"],
        form=row["kind"],
        url=f"{row['link']}/{version['version']}",
        deals=cast.all("deal", version.get("deals", [])),
        persona=row["persona"],
        awareness=row["stage"],
        expires_on=cast.timeline.day(-row["expires_in_days"]) if "expires_in_days" in row else None,
        competitor=cast.the("competitor", row["competitor"]) if "competitor" in row else None,
        by=cast.member(version["by"]),
    )
    cast.keep("asset", row["key"], made)


def _add_version(cast: Cast, row: Row, version: Row) -> None:
    asset, deals = cast.the("asset", row["key"]), cast.all("deal", version.get("deals", []))
    asset.add_version(url=f"{row['link']}/{version['version']}", deals=deals, by=cast.member(version["by"]))


def _carry(cast: Cast, row: Row, claim: str) -> None:
    cast.the("asset", row["key"]).carry(cast.the("claim", claim), by=cast.member(row["owner"]))


def _adopt(cast: Cast, row: Row) -> None:
    cast.the("asset", row["key"]).adopt(by=cast.owner(row["product"], "pmm"))


def _release(cast: Cast, row: Row) -> None:
    cast.the("asset", row["key"]).release(by=cast.owner(row["product"], "pmm"))


def _open_assets(cast: Cast, row: Row) -> None:
    member = cast.member(row["member"])
    for asset in cast.all("asset", row["assets"]):
        asset.confirm(by=member) if row["confirmed"] else asset.open(by=member)


def _ask(cast: Cast, row: Row) -> None:
    deal: Any = cast.the("deal", row["deal"])
    made = SalesRequest.ask(
        cast.product("ledgerly"),
        row["says"],
        deal=deal,
        form=row.get("form", "deck"),
        expedited=row.get("expedited", False),
        by=cast.member(row["by"]),
    )
    cast.keep("request", request_key(row), made)


def _answer(cast: Cast, row: Row) -> None:
    cast.the("request", request_key(row)).answer(because=row["answer"], by=cast.owner("ledgerly", "pmm"))


def request_key(row: Row) -> str:
    """A request has no key in the files: its deal and its day name it."""
    return f"{row['deal']} {row['days_ago']}"

"""The people of the demo company, who answers for what, and what passed between the two sides."""

from __future__ import annotations

from datetime import timedelta

from tandem.core import clock
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table
from tandem.team.catalog import open_activities
from tandem.team.models import (
    Activity,
    AreaOwner,
    Comment,
    Console,
    Consulted,
    Input,
    Invitation,
    Matter,
    Member,
    Notice,
    Product,
    ProductLine,
    Webhook,
    WebhookMessage,
    Workspace,
)

OPENED, JOINED, FIRST_PRODUCT, DELEGATED, READ = 912, 911, 905, 45, 7
ASSIGNED = {"ledgerly": 380, "paydesk": 200}
ADMINISTRATOR, HEAD = "priya", "ingrid"
REFUSED, UNTIL_OFF = "The other side answered 404.", (0, 4, 20, 61)  # minutes at which the last message is tried


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Workspace, members, products, owners; then the activities, inputs and unowned matters."""
    team = table("team")
    timeline.on(OPENED, _open_workspace, team["workspace"])
    for row in sorted(team["member"], key=lambda row: row["key"] != ADMINISTRATOR):
        timeline.on(JOINED, _join, cast, row)
    timeline.on(JOINED, _open_activities, cast)
    timeline.on(FIRST_PRODUCT, _open_line, cast, team["product_line"][0])
    for row in team["product"]:
        timeline.on(min(FIRST_PRODUCT, row["launched_days_ago"]), _open_product, cast, row)
    for row in sorted(team["accountable"], key=lambda row: -row["since_days_ago"]):
        timeline.on(row["since_days_ago"], _put_in_charge, cast, row)
    for row in team["delegate"]:
        timeline.on(DELEGATED, _delegate, cast, row)
    for row in team["activity"]:
        timeline.on(ASSIGNED[row["product"]], _assign, cast, row)
    for row in team["area"]:
        timeline.on(row["since_days_ago"], _name_area, cast, row)


def schedule_last(timeline: Timeline, cast: Cast) -> None:
    """What speaks of things of every stage, and so comes last within a day."""
    team = table("team")
    for row in team["unowned"]:
        timeline.on(row["raised_days_ago"], _raise, cast, row)
    for row in team["input"]:
        timeline.on(row["given_days_ago"], _give, cast, row)
        if "answer" in row:
            timeline.on(row["answered_days_ago"], _answer, cast, row)
    timeline.on(READ, lambda: Notice.objects.all().read())
    for row in team["comment"]:
        timeline.on(row["days_ago"], _comment, cast, row)
    for row in team["invitation"]:
        timeline.on(row["days_ago"], _invite, cast, row)
    for row in team["webhook"]:
        timeline.on(row["days_ago"], _add_webhook, cast, row)
        timeline.on(row["off_days_ago"], _end_webhook, cast, row)


def _open_workspace(row: Row) -> None:
    console = Console()
    made = Workspace.open(row["name"], currency=row["currency"], time_zone=row["time_zone"], is_demo=True, by=console)
    if made.preset != row["preset"]:
        made.revise(by=console, version=made.version, preset=row["preset"])


def _join(cast: Cast, row: Row) -> None:
    by = Console() if row["key"] == ADMINISTRATOR else cast.member(ADMINISTRATOR)
    password = cast.passwords.get(row["key"])
    made = Member.join(row["name"], email=row["email"], role=row["role"], password=password, by=by)
    cast.keep("member", row["key"], made)


def _open_line(cast: Cast, row: Row) -> None:
    cast.keep(
        "product line", row["key"], ProductLine.open(row["name"], head=cast.member(row["head"]), by=cast.member(HEAD))
    )


def _open_product(cast: Cast, row: Row) -> None:
    head, line = cast.member(HEAD), cast.the("product line", row["line"])
    made = Product.open(row["name"], slug=row["slug"], summary=row["about"], line=line, by=head)
    made.revise(by=head, version=made.version, life_cycle=row["life_cycle"])
    cast.keep("product", row["key"], made)


def _put_in_charge(cast: Cast, row: Row) -> None:
    product = cast.product(row["product"])
    product.put_in_charge(cast.member(row["member"]), row["side"].lower(), by=cast.member(HEAD))
    for member in cast.made["member"].values():
        member.forget_hats()
    cast.keep("product", row["product"], Product.objects.select_related("item").get(pk=product.pk))


def _delegate(cast: Cast, row: Row) -> None:
    side, until = row["side"].lower(), cast.timeline.today + timedelta(days=row["until_in_days"])
    owner = cast.owner(row["product"], side)
    cast.product(row["product"]).delegate(cast.member(row["member"]), side, until=until, by=owner)


def _open_activities(cast: Cast) -> None:
    """Prices are agreed product by product at Northwind."""
    by = cast.member(ADMINISTRATOR)
    open_activities(by)
    Activity.objects.select_related("item").get(key="pricing").hold_by("", by=by)


def _assign(cast: Cast, row: Row) -> None:
    activity, product = Activity.objects.select_related("item").get(key=row["key"]), cast.product(row["product"])
    if "owner" in row:
        activity.assign(product, cast.member(row["owner"]), by=cast.member(HEAD))
    for key in row.get("consulted", ()):
        Consulted.ask(product, activity, cast.member(key), by=cast.member(HEAD))


def _name_area(cast: Cast, row: Row) -> None:
    area = {"side": row["side"].lower(), "form": row["form"], "name": row["name"]}
    AreaOwner.put_in_charge(cast.product(row["product"]), cast.member(row["member"]), by=cast.member(HEAD), **area)


def _raise(cast: Cast, row: Row) -> None:
    origin = cast.item("launch", row["from_launch"]) if "from_launch" in row else None
    Matter.raise_(cast.product(row["product"]), row["title"], raised_from=origin, by=cast.member(row["raised_by"]))


def _give(cast: Cast, row: Row) -> None:
    about = cast.item(row["about_kind"], row["about"])
    made = Input.give(about, row["says"], to_side=row["to_side"].lower(), by=cast.member(row["by"]))
    cast.keep("input", row["key"], made)


def _answer(cast: Cast, row: Row) -> None:
    used_in = cast.item("claim", row["used_in"]) if "used_in" in row else None
    given, by = cast.the("input", row["key"]), cast.member(row["answered_by"])
    given.answer(taken=row["answer"] == "taken", because=row["because"], used_in=used_in, by=by)


def _comment(cast: Cast, row: Row) -> None:
    about, by = cast.item(row["about_kind"], row["about"]), cast.member(row["by"])
    under = cast.the("comment", row["answers"]) if "answers" in row else None
    cast.keep("comment", row["key"], Comment.write(about, row["says"], under=under, by=by))


def _invite(cast: Cast, row: Row) -> None:
    """The link is given by hand: no mail leaves the demo."""
    by, product = cast.member(ADMINISTRATOR), cast.product(row["product"]) if "product" in row else None
    made = Invitation.invite(row["email"], role=row["role"], product=product, side=row.get("side", ""), by=by)
    made.make_link(by=by)


def _add_webhook(cast: Cast, row: Row) -> None:
    product = cast.product(row["product"]) if "product" in row else None
    said = {"events": row["events"], "product": product, "by": cast.member(ADMINISTRATOR)}
    cast.keep("webhook", row["key"], Webhook.add(row["name"], row["address"], **said))


def _end_webhook(cast: Cast, row: Row) -> None:
    """Nobody is called: what a channel was told stands as taken, except the last of one whose address was dropped."""
    webhook = cast.the("webhook", row["key"])
    told = list(WebhookMessage.objects.filter(webhook=webhook).order_by("at", "pk"))
    for message in told[:-1]:
        with clock.standing_still(message.at):
            webhook.note(message, "", by=Console())
    for minutes in UNTIL_OFF if told else ():
        with clock.standing_still(told[-1].at + timedelta(minutes=minutes)):
            webhook.note(told[-1], REFUSED, by=Console())
    if webhook.off_at is None:
        webhook.switch_off(by=cast.member(ADMINISTRATOR))

"""Questions about roles and bypasses, read from what was really recorded; and who never hears of the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as sent
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Release
from tandem.evidence.models import Company, Note
from tandem.launch.models import Launch
from tandem.messaging.models import Deal, SalesAsset, SalesRequest
from tandem.overview.noticing import noticed
from tandem.overview.portfolio import Asked, portfolio
from tandem.overview.portfolio_slides import slides_of
from tandem.overview.standing import standing_of_product
from tandem.record.flags import Flag, every_flag
from tandem.record.models import Event
from tandem.team.channel_text import TOLD
from tandem.team.flags import of_teams
from tandem.team.models import (
    Choices,
    Console,
    Follow,
    Input,
    Member,
    Notice,
    Product,
    Snooze,
    Token,
    Webhook,
    WebhookMessage,
    Workspace,
)
from tandem.team.models.follow import HAPPENINGS
from tandem.team.telling import changes_for, send_digest

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = NOW.date()
CONSOLE = Console()
QUESTION = "one person, two roles"
HINTS = ("both roles?", QUESTION, "absorbed", "Second hand")


@dataclass
class Doubled:
    """A product whose two seats one person has held for forty days, and the people around it."""

    product: Product
    people: dict[str, Member]

    def flags(self, who: str = "", today: date = TODAY) -> dict[str, Flag]:
        cache.clear()
        return {flag.rule: flag for flag in every_flag(self.product, today, self.people.get(who))}

    def browser(self, who: str) -> Client:
        client = Client()
        client.force_login(self.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def program(self, who: str) -> Client:
        secret = Token.make(self.people[who], "Reader", scopes=["read", "write"], by=CONSOLE).secret
        return Client(headers={"Authorization": f"Bearer {secret}"})


def ago(days: int) -> Any:
    return clock.standing_still(NOW - timedelta(days=days))


@pytest.fixture
def doubled(db: None) -> Iterator[Doubled]:
    cache.clear()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    roles = {"owner": "contributor", "head": "head", "administrator": "administrator", "colleague": "contributor"}
    roles |= {"delegate": "contributor", "rep": "sales", "viewer": "viewer"}
    with ago(400):
        people = {
            who: Member.join(f"Role {who}", email=f"{who}@roles.example", role=role, by=CONSOLE)
            for who, role in roles.items()
        }
        product = Product.open("Solo", slug="solo", by=CONSOLE)
    with ago(40):
        for side in ("pm", "pmm"):
            product.put_in_charge(people["owner"], side, by=CONSOLE)
    fresh = {who: Member.objects.get(pk=member.pk) for who, member in people.items()}
    with ago(1):
        product.delegate(fresh["delegate"], "pm", until=TODAY + timedelta(days=9), by=fresh["owner"])
    people = {who: Member.objects.get(pk=member.pk) for who, member in people.items()}
    yield Doubled(Product.objects.select_related("item").get(slug="solo"), people)
    cache.clear()


def test_a_question_about_roles_reaches_the_owners_and_their_head_and_no_other_page(doubled: Doubled) -> None:
    assert doubled.flags("owner")[QUESTION].private
    assert QUESTION not in doubled.flags()
    for who in ("owner", "administrator"):  # one after the other: what is kept is kept for all
        browser, program, knows = doubled.browser(who), doubled.program(who), who in ("owner", "head")
        told = {
            path: b"".join(client.get(path)).decode()
            for client, paths in (
                (browser, ["/products/solo", "/products/solo/flags", "/portfolio", "/record"]),
                (browser, ["/products/solo/team", "/record/" + doubled.product.mark, "/notices"]),
                (program, ["/api/v1/standing/solo", "/api/v1/flags?product=solo&asleep=true"]),
                (program, ["/api/v1/snoozes?product=solo"]),
            )
            for path in paths
        }
        heard = {path for path, text in told.items() if any(hint in text for hint in HINTS)}
        usual = {"/products/solo/flags", "/api/v1/standing/solo", "/api/v1/flags?product=solo&asleep=true"}
        assert heard - {"/products/solo"} == (usual if knows else set()), who
        awake = len(every_flag(doubled.product, TODAY, doubled.people[who]))
        row = next(line for line in browser.get("/portfolio.csv").content.decode().splitlines() if "Solo" in line)
        assert f",{awake}," in row, (who, row)
        assert awake == len(every_flag(doubled.product, TODAY)) + knows
        lines = [line for line in portfolio(doubled.people[who], TODAY) if line.product == doubled.product]
        slides = str(slides_of(lines, by="line", today=TODAY, currency="USD", sort="name", asked=Asked()))
        assert lines[0].figures.flags == awake
        assert knows or not any(hint in slides for hint in HINTS), who


def test_whoever_is_no_owner_and_no_head_is_not_asked(doubled: Doubled) -> None:
    assert {who for who in doubled.people if QUESTION in doubled.flags(who)} == {"owner", "head"}
    for nobody in (None, CONSOLE):
        assert not [one for one in standing_of_product(doubled.product, TODAY, nobody).flags if one.private]


def assert_nothing_left(doubled: Doubled, word: str, settings: Any) -> None:
    """By no other way: to a channel that is told everything, by mail, as a notice, in search, in the events."""
    settings.MAIL_LEAVES = True
    for who in ("administrator", "delegate"):
        member, now = doubled.people[who], clock.now()
        Choices.choose(dict.fromkeys(HAPPENINGS, "digest"), by=member)
        send_digest(member, Choices.of(member), now.date(), now)
        browser, program = doubled.browser(who), doubled.program(who)
        paths = [f"/{place}?q={asked}" for place in ("search", "palette") for asked in (word, "roles")]
        said = "".join(browser.get(path).content.decode() for path in [*paths, "/notices", "/team", "/workload", "/"])
        said += program.get(f"/api/v1/search?q={word}").content.decode()
        said = said.replace(f"“{word}”", "").replace(f'value="{word}"', "").replace(f"q={word}", "")
        assert not [hint for hint in (word, *HINTS) if hint in said], who
    assert all(word not in f"{letter.subject}{letter.body}" for letter in sent.outbox)
    told = [*WebhookMessage.objects.values_list("text", flat=True), *Notice.objects.values_list("text", flat=True)]
    told += [str(row) for row in Event.objects.filter(product=doubled.product.pk).values("verb", "because", "facts")]
    assert not [one for one in told if any(hint in one for hint in (word, *HINTS))]


def test_putting_a_question_to_sleep_tells_the_others_nothing(doubled: Doubled, settings: Any) -> None:
    Webhook.add("#all", "https://hooks.example/x", events=[told.key for told in TOLD], by=doubled.people["administrator"])
    owner, head, identity = doubled.people["owner"], doubled.people["head"], doubled.flags("owner")[QUESTION].identity
    for who in ("administrator", "colleague"):
        with pytest.raises((Refused, NotAllowed)):
            Snooze.put(doubled.product, identity, until=None, because="I guess", by=doubled.people[who])
    Follow.begin(doubled.product.item, by=doubled.people["colleague"])
    since = clock.now() - timedelta(seconds=1)
    posted = doubled.browser("owner").post("/products/solo/snoozes", {"flag": identity, "because": "We are Zanzibar"})
    assert posted.status_code == 303
    (kept,) = Snooze.objects.known_to(doubled.product, head, TODAY)
    assert kept.because == "We are Zanzibar"
    for who in ("administrator", "colleague", "delegate"):
        assert Snooze.objects.known_to(doubled.product, doubled.people[who], TODAY) == []
        browser, program = doubled.browser(who), doubled.program(who)
        for path in ("/products/solo/flags", "/record", f"/record/{doubled.product.mark}", "/products/solo"):
            text = browser.get(path).content.decode()
            assert "Zanzibar" not in text, (who, path)
            assert QUESTION not in text, (who, path)
        assert program.get("/api/v1/snoozes?product=solo").json() == []
        assert program.post(f"/api/v1/snoozes/{kept.pk}/waking").status_code in (403, 404)
    assert_nothing_left(doubled, "Zanzibar", settings)
    lines = changes_for(doubled.people["colleague"], since, clock.now() + timedelta(seconds=1))
    assert not [line for line in lines if QUESTION in str(line) or "Zanzibar" in str(line)]
    assert QUESTION not in doubled.flags("owner")
    kept.wake(by=owner)
    assert QUESTION in doubled.flags("owner")


def test_two_roles_acknowledged_come_back_when_the_team_or_its_products_grow(doubled: Doubled) -> None:
    owner, identity = doubled.people["owner"], doubled.flags("owner")[QUESTION].identity
    Snooze.put(doubled.product, identity, until=None, because="We are few", by=owner)
    assert QUESTION not in doubled.flags("owner")
    Product.open("Second", slug="second-of-solo", by=CONSOLE)
    assert "It was acknowledged on a team of" in doubled.flags("owner")[QUESTION].because
    Snooze.put(doubled.product, identity, until=None, because="Two as well", by=owner)
    assert QUESTION not in doubled.flags("owner")
    Member.join("One more", email="more@roles.example", by=CONSOLE)
    assert QUESTION in doubled.flags("owner")


def test_only_what_a_rule_notices_is_put_to_sleep_and_the_last_reason_stands(doubled: Doubled) -> None:
    owner, flag = doubled.people["owner"], doubled.flags("owner")["activity without owner"]
    day = TODAY + timedelta(days=3)
    with pytest.raises(Refused, match="No rule notices"):
        Snooze.put(doubled.product, "activity without owner AC-999999", until=day, because="x", by=owner)
    with pytest.raises(Refused, match="Choose the day"):
        Snooze.put(doubled.product, flag.identity, until=None, because="x", by=owner)
    for because in ("First", "Second"):
        Snooze.put(doubled.product, flag.identity, until=day, because=because, by=owner)
    assert [one.because for one in Snooze.objects.known_to(doubled.product, owner, TODAY)] == ["Second"]
    assert Snooze.objects.asleep(doubled.product, TODAY) == {flag.identity}
    assert Snooze.objects.asleep(doubled.product, day) == set()


def test_what_was_done_tells_who_defines_who_is_heard_and_what_is_passed_along(doubled: Doubled) -> None:
    product, owner, maker = doubled.product, doubled.people["owner"], doubled.people["colleague"]
    with ago(20):
        company = Company.open("Marlow Sideline", by=CONSOLE)
        features = [Feature.open(product, f"Drafted {number}", by=maker) for number in range(10)]
        for feature in features[:6]:
            feature.accept(by=owner)
            feature.build(by=owner, because="The fair is in March")
        note = Note.add(product, "We want a clock.", company=company, about=features[0].item, by=doubled.people["rep"])
    found = doubled.flags("owner")
    assert "Role colleague made 10 of 10 drafts" in found["two people, one role"].because
    assert "6 have no detailed requirement" in found["marketing-driven product"].because
    assert found["pass-along"].about == (features[0].mark,)
    Note.objects.filter(pk=note.pk).update(with_pm=True)
    assert "pass-along" not in doubled.flags("owner")
    assert {"two people, one role", "marketing-driven product"} & set(doubled.flags("colleague")) == set()


def test_a_product_manager_who_mostly_answers_sales_is_asked_about_it(doubled: Doubled) -> None:
    product, owner, rep = doubled.product, doubled.people["owner"], doubled.people["rep"]
    with ago(5):
        for number in range(12):
            SalesRequest.ask(product, f"Thing {number}", by=rep).answer(because="Here", by=owner)
            Input.give(product.item, f"Word {number}", to_side="pm", by=rep).answer(taken=True, by=owner)
    assert doubled.flags("owner")["PM absorbed by sales support"].because.startswith("In 30 days 24 of 24 acts")


def test_every_way_around_a_step_is_counted_alike(doubled: Doubled) -> None:
    product, owner, rep = doubled.product, doubled.people["owner"], doubled.people["rep"]
    with ago(30):
        release = Release.plan(product, "1.0", charter_release_on=TODAY - timedelta(days=20), by=owner)
        features = [Feature.open(product, f"Way {number}", by=owner) for number in range(10)]
        deal = Deal.open(product, "Sideline deal", by=owner)
        launch = Launch.plan(product, "Spring", tier=1, day=TODAY, releases=[release], by=owner)
        Launch.plan(product, "Summer", tier=1, day=TODAY, by=owner)
    with ago(10):
        for number, feature in enumerate(features):
            feature.put_into(release, by=owner)
            if number > 1:
                feature.build(by=owner, because="Promised")
                continue
            # one was ready and has a reason all the same; one was sent before that was written down
            said = {"item": feature.item, "product": product.item, "because": "Promised", "at": clock.now()}
            Event.objects.create(verb="sent to delivery", facts={} if number else {"is_ready_to_build": True}, **said)
        for number in range(10):
            SalesRequest.ask(product, f"Need {number}", expedited=number < 3, by=rep)
            SalesAsset.bring(
                product, f"Deck {number}", form="deck", url="https://files.example/1", deals=[deal], by=rep
            )
        closed = [gate.name for gate in launch.gates(TODAY) if not gate.open][:5]
        for gate in closed:
            for side in ("pm", "pmm"):
                launch.overrule(gate, side, because="The fair", by=owner)
    cache.clear()
    found = [flag for flag in every_flag(product, TODAY) if flag.rule == "bypass share high"]
    said = {flag.about[1]: flag.because for flag in found}
    assert said["requests"] == "Of 10 requests in 90 days, 3 were asked to go first. The step typically takes 10 days"
    assert said["delivery"].startswith("Of 10 features sent to delivery in 90 days, 9 were not ready to build")
    assert said["scope"].startswith("Of 10 features added to a release in 90 days, 10 were added after its freeze")
    assert said["assets"].startswith("Of 10 assets used on deals in 90 days, 10 were used before")
    assert "overruled. The step typically takes 20 days" in said["gates"]
    assert not [flag for flag in found if owner.title in f"{flag.title} {flag.because}"]


def test_forty_products_are_asked_about_in_as_many_statements_as_one(doubled: Doubled) -> None:
    many = [Product.open(f"Row {number}", slug=f"row-{number}", by=CONSOLE) for number in range(12)]
    for product in many:
        product.put_in_charge(doubled.people["owner"], "pm", by=CONSOLE)

    def statements(products: list[Product]) -> int:
        with CaptureQueriesContext(connection) as asked:
            noticed(products, TODAY)
            of_teams(products, TODAY)
        return len(asked)

    statements([doubled.product])
    assert statements([doubled.product, *many]) <= statements([doubled.product]) <= 40


def test_one_person_for_too_many_products_is_asked_about_once_it_lasts(doubled: Doubled) -> None:
    owner = doubled.people["owner"]
    with ago(35):
        for number in range(3):
            Product.open(f"Too many {number}", slug=f"too-many-{number}", by=CONSOLE).put_in_charge(
                owner, "pm", by=CONSOLE
            )
    flag = doubled.flags("head")["too many products for one person"]
    assert (flag.title, flag.who) == ("Can Role owner answer for 4 products?", owner)
    assert "too many products for one person" not in doubled.flags("colleague")
    Product.objects.select_related("item").get(slug="too-many-0").retire(because="Sold", by=CONSOLE)
    assert "too many products for one person" not in doubled.flags("head")

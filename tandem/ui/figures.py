"""Numbers, money and days as a person says them."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.core import clock

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF ", "CAD": "CA$", "AUD": "A$"}
NEAR = {timedelta(0): "Today", timedelta(1): "Yesterday", timedelta(-1): "Tomorrow"}
STEPS = ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(10**3), "k"))


def num(value: Any) -> str:
    """12480 -> 12,480; whole numbers without decimals, others with at most two."""
    amount = _decimal(value)
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}".rstrip("0")


def compact(value: Any, currency: str = "USD") -> str:
    """1310000 -> $1.3m, 182400 -> $182k, 940 -> $940."""
    amount = _decimal(value)
    if amount is None:
        return ""
    sign, minus, size = SIGNS.get(currency, f"{currency} "), "-" if amount < 0 else "", abs(amount)
    for step, letter in STEPS:
        if size >= step - step / 2000:
            scaled = size / step
            shown = f"{scaled:.1f}" if scaled < Decimal("9.95") else f"{scaled:.0f}"
            return f"{minus}{sign}{shown.removesuffix('.0')}{letter}"
    return f"{minus}{sign}{size:.0f}"


def money(value: Any, currency: str = "USD") -> SafeString:
    """The compact amount, with the full one in its title."""
    amount = _decimal(value)
    if amount is None:
        return SafeString("")
    return format_html(
        '<data value="{}" title="{} {}" class="num">{}</data>',
        amount,
        f"{amount:,.2f}",
        currency,
        compact(amount, currency),
    )


def plural(count: Any, words: str) -> str:
    """(412, "note") -> 412 notes; (1, "company,companies") -> 1 company."""
    one, _, many = words.partition(",")
    return f"{num(count)} {one if count == 1 else many or one + 's'}"


def measured(value: Any, unit: str) -> str:
    """(30, "%") -> 30%; (12, "days") -> 12 days; nothing known -> –."""
    return f"{num(value)}{'' if unit.startswith('%') else ' '}{unit}".strip() if num(value) else "–"


def day(value: date | datetime | None, today: date) -> str:
    """Today, Yesterday, Tomorrow, 18 Nov, or with the year when it is another one."""
    if value is None:
        return ""
    on = _date(value)
    if on > today and isinstance(value, datetime) and timezone.is_aware(value) and value <= clock.now():
        on = today  # it happened, and where the workspace is, the day is not over yet
    return NEAR.get(today - on) or f"{on.day} {on:%b}" + (f" {on.year}" if on.year != today.year else "")


def whole_day(value: date | datetime | None, nothing: str = "–") -> str:
    """18 Nov 2026, for what is read on another day or elsewhere."""
    return f"{value.day} {value:%b} {value.year}" if value else nothing


def ago(value: date | datetime | None, today: date, *, inside: bool = False) -> SafeString:
    """The day as a `<time>`, the whole date in its title; inside a sentence it is yesterday, not Yesterday."""
    if value is None:
        return SafeString("")
    said = day(value, today)
    shown = said.lower() if inside and said in NEAR.values() else said
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), f"{_date(value):%A %d %B %Y}", shown
    )


def line(text: Any) -> Any:
    """What stands under a title: one sentence goes without its period, several keep theirs."""
    alone = isinstance(text, str) and text.endswith(".") and not text.endswith("..") and ". " not in text
    return type(text)(text[:-1]) if alone else text


def initials(person: Any) -> str:
    """Ada Okafor -> AO; nobody -> ?"""
    words = [word for word in str(person or "").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def _date(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None

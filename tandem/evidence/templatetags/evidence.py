"""Small sentences of evidence for its templates: what stands behind a theme, in one line."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.evidence.survey_answers import in_words
from tandem.ui.figures import money, num, plural
from tandem.ui.marks import chip
from tandem.ui.quality import quality_marks

register = template.Library()


@register.simple_tag
def theme_line(theme: Any, linked: dict[int, Any], currency: str) -> SafeString:
    """412 notes, with the marks of how good they are · $1.3m ARR · Problem"""
    marks = quality_marks(theme.quality.aspects) if theme.quality else ""
    said = [
        format_html("{} {}", plural(theme.note_count, "note"), marks) if marks else plural(theme.note_count, "note"),
        *([format_html("{} ARR", money(theme.arr, currency))] if theme.arr else []),
    ]
    said += ["Pinned"] if theme.pinned else []
    said += ["Problem"] if theme.pk in linked else ["Accepted"] if theme.state == "accepted" else []
    line = SafeString("")
    for part in said:
        line = format_html("{} · {}", line, part) if line else format_html("{}", part)
    return line


@register.filter
def theme_url(theme: Any, request: HttpRequest) -> str:
    """The desk with this theme chosen; from a theme's own address to the other's own."""
    if not request.path.endswith("/evidence"):
        return str(theme.get_absolute_url())
    query = request.GET.copy()
    for name in ("after", "state", "whose", "notes"):
        query.pop(name, None)
    query["theme"] = str(theme.number)
    return f"?{query.urlencode()}"


@register.simple_tag
def theme_piles(theme: Any, state: str) -> list[tuple[str, str, bool]]:
    """What of a theme is shown: what waits to be sorted, or all that is worth reading."""
    here = f"?theme={theme.number}"
    return [("To sort", f"{here}&notes=new", state == "new"), ("All notes", f"{here}&notes=all", state != "new")]


@register.filter
def note_order(note: Any) -> str:
    """By which a script puts a note back where it stood: newest first, then the later one."""
    return f"{note.said_at:%Y%m%d%H%M%S%f}-{note.pk:015d}"


@register.filter
def problem_url(theme: Any) -> str:
    """Where a problem is made of it: that page belongs to definition."""
    return f"/problems/new?theme={theme.number}"


@register.filter
def same_as(one: Any, other: Any) -> bool:
    return bool(one == other)


@register.filter
def under(things: dict[Any, Any], key: Any) -> Any:
    return things.get(key)


@register.filter
def replies_line(answer: Any) -> str:
    """What somebody answered in one line, without the words that are notes: 9 · Very disappointed"""
    replies = sorted(answer.replies.all(), key=lambda reply: (reply.question.position, reply.question_id))
    return " · ".join(in_words(reply) for reply in replies if not reply.note or reply.score is not None)


@register.filter
def percent(share: float) -> str:
    return f"{round(100 * share)}%"


@register.simple_tag
def market_chip(evidence: Any) -> SafeString:
    """How many of the companies are in the target market."""
    return chip(f"{num(evidence.in_market)} in target market", "ok" if evidence.in_market else "warn")

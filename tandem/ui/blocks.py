"""Components that hold content: cards, facts, rows, quotes, tables, boards, lists of checks and of what happened."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tandem.ui.acts import hidden_input
from tandem.ui.figures import ago, line
from tandem.ui.marks import face as drawn_face
from tandem.ui.marks import icon as drawn_icon
from tandem.ui.markup import NOTHING, classes, element, joined, of
from tandem.ui.prose import highlight

UNSAID = object()


def card(content: Any, title: str = "", *, aside: Any = "", pad: bool = False, id: str = "") -> SafeString:
    """A bordered part of the page under a heading; `pad` for text, rows and quotes bring their own air."""
    said = element("span", aside, class_="faint end num") if aside != "" else NOTHING
    head = element("header", joined([element("h2", title), said])) if title else NOTHING
    return element(
        "section", joined([head, element("div", content, class_="card-body") if pad else content]), class_="card", id=id
    )


def facts(content: Any, *, tight: bool = False) -> SafeString:
    return element("dl", content, class_=classes("facts", tight and "tight"))


def fact(content: Any, name: str) -> SafeString:
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", name, content)


def rows(content: Any, *, boxed: bool = False) -> SafeString:
    """A list to be walked with j and k."""
    return element("keyboard-list", element("ul", content, class_=classes("rows", boxed and "boxed")))


def row(
    content: Any,
    title: Any,
    says: Any = "",
    *,
    url: str = "",
    who: Any = UNSAID,
    side: str = "",
    current: bool = False,
    id: str = "",
) -> SafeString:
    """A face, a title over a faint line, and at the end whatever the block holds; the whole row follows its link."""
    drawn = NOTHING if who is UNSAID else drawn_face(who, side)
    name = _covering(element("b", title), url, current)
    text = element(
        "span", joined([name, element("span", line(says), class_="faint") if says else NOTHING]), class_="row-text"
    )
    end = element("span", content, class_="row-end") if str(content).strip() else NOTHING
    marked = {"aria-current": "true"} if current and not url else {}
    return element(
        "li",
        joined([drawn, text, end]),
        class_=classes("row", who is UNSAID and "faceless", current and "current"),
        id=id,
        **marked,
    )


def quote(
    content: Any,
    text: Any,
    marks: Iterable[Any] = (),
    *,
    url: str = "",
    flush: bool = False,
    small: bool = False,
    current: bool = False,
    id: str = "",
) -> SafeString:
    """What somebody said, marks in it, and below it who and when."""
    said = text if isinstance(text, SafeString) else highlight(text, marks)
    body = element("blockquote", element("p", _covering(said, url, current), class_="small" if small else ""))
    foot = element("figcaption", content) if str(content).strip() else NOTHING
    return element(
        "figure", joined([body, foot]), class_=classes("quote", flush and "flush", current and "current"), id=id
    )


def _covering(text: Any, url: str, current: bool) -> Any:
    return element("a", text, href=url, class_="cover", aria_current="true" if current else "") if url else text


def checks(items: Iterable[Any]) -> SafeString:
    """What is there and what is still missing, each with the way to it."""
    return element("ul", joined(_check(item) for item in items), class_="checks")


def _check(item: Any) -> SafeString:
    done = bool(of(item, "done", False))
    need = element("span", of(item, "need"), class_="faint") if of(item, "need") else NOTHING
    way = (
        element("a", of(item, "act"), href=of(item, "url"), class_="link")
        if of(item, "act") and of(item, "url")
        else NOTHING
    )
    state = element("span", "Done: " if done else "Missing: ", class_="visually-hidden")
    return element(
        "li", element("span", joined([state, of(item, "says"), " ", need, " ", way])), class_="done" if done else ""
    )


def grid(content: Any, columns: str, *, caption: str) -> SafeString:
    """A table; on a phone each row becomes a block, each cell under the name of its column."""
    names = [column.partition(":") for column in columns.split("|")]
    heads = joined(element("th", name, scope="col", class_=kind) if name else element("td") for name, _, kind in names)
    title = element("caption", caption, class_="visually-hidden")
    body = mark_safe(_labelled(str(content), [name for name, _, _ in names]))
    return element(
        "keyboard-list",
        format_html('<table class="grid">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', title, heads, body),
    )


def _labelled(body: str, names: list[str]) -> str:
    """Each cell told the name of its column, which the phone's layout shows."""

    def label(row: str) -> str:
        left = iter(names)
        return re.sub(r"<t[dh](?=[\s>])", lambda cell: f'{cell[0]} data-label="{escape(next(left, ""))}"', row)

    return "<tr".join(label(row) for row in body.split("<tr"))


def lanes(content: Any, label: str = "Board") -> SafeString:
    """A board of stages; it scrolls sideways, j and k walk its tiles, which move by dragging, by [ and ], or by their
    own small form.
    """
    board = element("div", content, class_="lanes", tabindex="0", role="group", aria_label=label)
    return element("board-move", element("keyboard-list", board))


def lane(content: Any, title: str, *, key: str = "", count: Any = "") -> SafeString:
    head = element("header", joined([element("h2", title), element("span", count, class_="faint num")]))
    return element(
        "div",
        joined([head, element("ul", content)]),
        class_="lane",
        role="group",
        data_stage=key or title,
        aria_label=title,
    )


def tile(
    content: Any,
    title: str,
    says: Any = "",
    *,
    move: str = "",
    stages: Iterable[tuple[str, str]] = (),
    token: str = "",
    **more: str,
) -> SafeString:
    """One thing on a board; `move` is where its new stage is posted."""
    url = more.pop("url", "")
    name = element("a", element("b", title), href=url) if url else element("b", title)
    inside = [
        name,
        element("span", says, class_="faint") if says else NOTHING,
        content,
        _moving(title, move, stages, token) if move else NOTHING,
    ]
    return element(
        "li", joined(inside), class_="tile", draggable="true" if move else "", tabindex="" if url else "0", **more
    )


def _moving(title: str, url: str, stages: Iterable[tuple[str, str]], token: str) -> SafeString:
    choices = joined(format_html('<option value="{}">{}</option>', key, label) for key, label in stages)
    select = element("select", choices, name="stage", aria_label=f"Move {title} to")
    button = element("button", "Move", type="submit", class_="btn small")
    return element(
        "form",
        joined([hidden_input("csrfmiddlewaretoken", token), select, button]),
        method="post",
        action=url,
        class_="tile-move",
    )


def empty(content: Any, title: str, *, icon: str = "inbox") -> SafeString:
    """Nothing here yet: says what will be here and offers the first step."""
    return format_html('<div class="empty">{}<h2>{}</h2>{}</div>', drawn_icon(icon), title, content)


def refusal(sentence: Any) -> SafeString:
    """Why a rule said no."""
    return (
        format_html('<p class="refusal" role="alert">{}<span>{}</span></p>', drawn_icon("circle-alert"), sentence)
        if sentence
        else NOTHING
    )


def history(events: Iterable[Any], today: date) -> SafeString:
    """What happened, newest first as given: who, what, why, when."""
    return element("ol", joined(_event(event, today) for event in events), class_="history")


def _event(event: Any, today: date) -> SafeString:
    what = element("a", of(event, "says"), href=of(event, "url")) if of(event, "url") else of(event, "says")
    why = element("span", of(event, "because"), class_="because") if of(event, "because") else NOTHING
    text = joined(
        [
            element("b", of(event, "by") or "Tandem"),
            " ",
            what,
            why,
            element("span", ago(of(event, "at", None), today), class_="faint"),
        ]
    )
    return element("li", joined([drawn_face(of(event, "by") or "Tandem", of(event, "side")), element("div", text)]))

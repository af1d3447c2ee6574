"""What a person presses: links that look like buttons, buttons, one-button forms, menus and dialogs."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.marks import icon as drawn_icon
from tandem.ui.markup import NOTHING, classes, element, joined


def btn(
    text: str,
    *,
    url: str = "",
    key: str = "",
    look: str = "",
    icon: str = "",
    opens: str = "",
    into: str = "",
    **more: Any,
) -> SafeString:
    """A link when it leads somewhere, else a button; `opens` names a dialog, `into` where htmx puts the answer."""
    inside = joined(
        [
            drawn_icon(icon) if icon else NOTHING,
            text,
            element("kbd", key.upper(), aria_hidden="true") if key else NOTHING,
        ]
    )
    said = {
        "class": classes(look if look == "link" else "btn", look if look != "link" else ""),
        "data-key": key,
        "data-opens": opens,
    }
    if url and into:
        said |= {"type": "button", "hx-get": url, "hx-target": into}
    elif url:
        return element("a", inside, href=url, **said, **more)
    else:
        said |= {"type": "button" if opens else "submit"}
    return element("button", inside, **{**said, **more})


def act(
    text: str,
    url: str,
    token: str,
    *,
    key: str = "",
    look: str = "",
    icon: str = "",
    into: str = "",
    fields: dict[str, Any],
) -> SafeString:
    """A form of one button that posts: the shape of most verbs."""
    hidden = joined(hidden_input(name, value) for name, value in fields.items())
    posting = {"hx_post": url, "hx_target": into} if into else {}
    return element(
        "form",
        joined([hidden_input("csrfmiddlewaretoken", token), hidden, btn(text, key=key, look=look, icon=icon)]),
        method="post",
        action=url,
        class_="act",
        **posting,
    )


def hidden_input(name: str, value: Any) -> SafeString:
    """A value the form carries without showing it."""
    return format_html('<input type="hidden" name="{}" value="{}">', name, "" if value is None else value)


def menu(content: Any, text: str, *, icon: str = "chevron-down", key: str = "") -> SafeString:
    """A button that unfolds links and one-button forms; it works without a script."""
    summary = element("summary", joined([text, drawn_icon(icon)]), class_="btn", data_key=key)
    return element(
        "menu-button",
        element("details", joined([summary, element("div", content, class_="menu-panel")]), class_="menu"),
    )


def dialog(content: Any, id: str, title: str, *, wide: bool = False) -> SafeString:
    """A window over the page; what htmx loads goes into `#<id>-body`."""
    close = format_html('<button class="icon-btn" type="button" data-closes>{}</button>', drawn_icon("x", "Close"))
    head = format_html('<header class="dialog-head"><h2 id="{}-title">{}</h2>{}</header>', id, title, close)
    body = element("div", content, class_="dialog-body", id=f"{id}-body")
    inside = element(
        "dialog", joined([head, body]), id=id, class_=classes("dialog", wide and "wide"), aria_labelledby=f"{id}-title"
    )
    return element("modal-dialog", inside)


def copy(text: str, label: str = "Copy", *, key: str = "") -> SafeString:
    """Puts the text on the clipboard and says so."""
    return format_html(
        '<copy-text data-text="{}"><button class="btn small" type="button"{}>{}<span data-said>{}</span></button>'
        "</copy-text>",
        text,
        format_html(' data-key="{}"', key) if key else "",
        drawn_icon("copy"),
        label,
    )

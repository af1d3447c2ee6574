"""Forms that everyone can use: each field with its label, what it is for, and what is wrong with it, tied together."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.acts import btn, hidden_input
from tandem.ui.blocks import refusal
from tandem.ui.markup import NOTHING, classes, element, joined

CHOICES_IN_SIGHT = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(bound: BoundField) -> SafeString:
    """One field of a form, whichever widget it has."""
    hint = element("p", bound.help_text, class_="hint", id=f"{bound.auto_id}_hint") if bound.help_text else NOTHING
    wrong = (
        element(
            "p", joined(element("span", said) for said in bound.errors), class_="error", id=f"{bound.auto_id}_error"
        )
        if bound.errors
        else NOTHING
    )
    spoken: dict[str, str | bool] = {"aria-describedby": _ids(bound)} if _ids(bound) else {}
    widget = bound.as_widget(attrs=spoken | ({"aria-invalid": "true"} if bound.errors else {}))
    state = classes("field", bound.errors and "wrong")
    if isinstance(bound.field.widget, CHOICES_IN_SIGHT):
        return element(
            "fieldset", joined([_legend(bound), hint, element("div", widget, class_="choices"), wrong]), class_=state
        )
    label = element("label", joined([bound.label, _optional(bound)]), for_=bound.id_for_label)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return element(
            "div",
            joined(
                [
                    format_html(
                        '<div class="check">{}{}</div>', widget, element("label", bound.label, for_=bound.id_for_label)
                    ),
                    hint,
                    wrong,
                ]
            ),
            class_=state,
        )
    return element("div", joined([label, hint, widget, wrong]), class_=state)


def form(
    shown: forms.BaseForm,
    submit: str,
    token: str,
    *,
    url: str = "",
    cancel: str = "",
    key: str = "",
    into: str = "",
    dialog: bool = False,
    look: str = "primary",
) -> SafeString:
    """The whole form: what is wrong with it on top, its fields, and the buttons; in a dialog Cancel closes it."""
    hidden = joined(
        [hidden_input("csrfmiddlewaretoken", token), *[bound.as_widget() for bound in shown.hidden_fields()]]
    )
    parts = [
        hidden,
        *[refusal(said) for said in shown.non_field_errors()],
        *[field(bound) for bound in shown.visible_fields()],
        _buttons(submit, cancel, key, dialog, look),
    ]
    posting = {"hx_post": url or ".", "hx_target": into} if into else {}
    kind = "multipart/form-data" if shown.is_multipart() else ""
    return element(
        "form", joined(parts), method="post", action=url, enctype=kind, class_="form", novalidate=True, **posting
    )


def paste_rows(bound: BoundField, columns: str) -> SafeString:
    """A field to paste rows into from a spreadsheet, shown as a table before they are sent."""
    return element(
        "paste-rows",
        joined([field(bound), element("div", "", class_="pasted", aria_live="polite")]),
        data_columns=columns,
    )


def _buttons(submit: str, cancel: str, key: str, dialog: bool, look: str) -> SafeString:
    back = btn("Cancel", url=cancel) if cancel and not dialog else NOTHING
    close = element("button", "Cancel", class_="btn", type="button", data_closes=True) if dialog else NOTHING
    return element("div", joined([btn(submit, look=look, key=key), back, close]), class_="buttons")


def _legend(bound: BoundField) -> SafeString:
    return element("legend", joined([bound.label, _optional(bound)]))


def _optional(bound: BoundField) -> SafeString:
    return NOTHING if bound.field.required else element("span", " optional", class_="faint")


def _ids(bound: BoundField) -> str:
    return classes(bound.help_text and f"{bound.auto_id}_hint", bound.errors and f"{bound.auto_id}_error")

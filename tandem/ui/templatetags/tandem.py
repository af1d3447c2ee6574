"""Every component as a template tag: `{% load tandem %}`. How each looks is shown at /_ui."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui import acts, blocks, drawings, figures, forms, lists, marks, prose, quality
from tandem.ui.markup import element, joined

register = template.Library()
Context = template.RequestContext

for piece in (
    marks.icon,
    marks.face,
    marks.who,
    marks.chip,
    marks.gauge,
    marks.bar3,
    marks.meter,
    marks.progress,
    marks.thread,
    prose.highlight,
    prose.diff,
    drawings.sparkline,
    drawings.bars,
    drawings.interval,
    drawings.tree,
    drawings.graph,
    quality.quality_marks,
    quality.quality,
    quality.quality_facts,
    acts.btn,
    acts.copy,
    blocks.checks,
    blocks.refusal,
    lists.pills,
    lists.tabs,
    lists.stepper,
    forms.field,
    forms.paste_rows,
):
    register.simple_tag(piece)

for block in (
    blocks.card,
    blocks.facts,
    blocks.fact,
    blocks.rows,
    blocks.row,
    blocks.quote,
    blocks.grid,
    blocks.lanes,
    blocks.lane,
    blocks.empty,
    acts.menu,
    acts.dialog,
):
    register.simple_block_tag(block)

register.filter("num", figures.num)
register.filter("money", figures.money)
register.filter("plural", figures.plural)
register.filter("line", figures.line)
register.filter("measured", figures.measured)
register.filter("initials", figures.initials)
register.filter("outside", prose.outside)
register.filter("markdown", prose.markdown, is_safe=True)


@register.simple_tag(takes_context=True)
def ago(context: Context, value: Any, *, inside: bool = False) -> SafeString:
    """The day as seen from the page's today; `inside` a sentence without a capital."""
    return figures.ago(value, context["today"], inside=inside)


@register.simple_tag(takes_context=True)
def history(context: Context, events: Any) -> SafeString:
    return blocks.history(events, context["today"])


@register.simple_tag(takes_context=True)
def act(
    context: Context,
    text: str,
    url: str,
    *,
    key: str = "",
    look: str = "",
    icon: str = "",
    into: str = "",
    **fields: Any,
) -> SafeString:
    """A one-button form that posts; further keywords are its hidden fields."""
    return acts.act(text, url, _token(context), key=key, look=look, icon=icon, into=into, fields=fields)


@register.simple_tag(takes_context=True)
def form(context: Context, shown: BaseForm, submit: str = "Save", **said: Any) -> SafeString:
    return forms.form(shown, submit, _token(context), **said)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, words: str = "Older", label: str = "Pages") -> SafeString:
    """Keeps the rest of the query string."""
    request = context.get("request")
    return lists.pager(page.next, request.GET if request else None, words, label)


@register.simple_block_tag(takes_context=True)
def tile(context: Context, content: str, title: str, says: str = "", **said: Any) -> SafeString:
    return blocks.tile(content, title, says, token=_token(context), **said)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the way to this page; the last one has no url."""
    return element("li", element("a", label, href=url) if url else element("b", label, aria_current="page"))


@register.simple_tag
def live(url: str, value: Any, largest: Any, label: str) -> SafeString:
    """Asks the url every second and is replaced by what it answers, until that is something else."""
    again = format_html('<noscript><a class="link" href="{}">Look again</a></noscript>', url)
    return element(
        "live-progress",
        joined([marks.progress(value, largest, label), again]),
        hx_get=url,
        hx_trigger="every 1s",
        hx_swap="outerHTML",
    )


@register.inclusion_tag("ui/quick_note.html", takes_context=True)
def quick_note(context: Context) -> dict[str, Any]:
    """The dialog of a note on any page about a product, for those who may add one."""
    shell, product = context["shell"], context.get("product")
    may_ask = bool(product) and shell.signed_in
    return {"url": shell.navigation.quick_note(shell.member, product) if may_ask else None}


@register.inclusion_tag("ui/rail.html", takes_context=True)
def rail(context: Context) -> dict[str, Any]:
    """The screens of the page's product and of the workspace."""
    shell, section = context["shell"], context.get("section", "")
    product = shell.product(context.get("product"))
    return {
        "shell": shell,
        "product": product,
        "screens": shell.links("product", product, section),
        "workspace": shell.links("workspace", None, section),
        "others": [
            (other, shell.navigation.home(other))
            for other in shell.products
            if product is None or other.slug != product.slug
        ],
    }


@register.simple_tag(takes_context=True)
def beside(context: Context) -> SafeString:
    """What colleagues say beside the thing whose page this is."""
    shell = context["shell"]
    found = shell.navigation.beside(shell.request) if shell.signed_in else None
    return render_to_string(found[0], found[1], shell.request) if found else SafeString("")


@register.simple_tag(takes_context=True)
def origin(context: Context) -> SafeString:
    """The first steps of the way to a page: the workspace, and the product when the page is about one."""
    shell, product = context["shell"], context.get("product")
    steps = [crumb(shell.workspace, "/")]
    return joined([*steps, crumb(product.name, shell.navigation.home(product))] if product else steps)


@register.simple_tag(takes_context=True)
def my_face(context: Context) -> SafeString:
    """The signed-in member's face, in the hue of the side taken on this product."""
    shell = context["shell"]
    return marks.face(shell.member, shell.side(context["product"]) if context.get("product") else "")


def _token(context: Context) -> str:
    return str(context.get("csrf_token", ""))

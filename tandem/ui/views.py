"""The gallery at /_ui: every component in light, in dark and on a phone. Its figures are invented."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from tandem.ui import stories

STAGES = (("light", "light"), ("dark", "dark"), ("phone", "light"))


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All stories on one page."""
    return render(
        request, "ui/gallery.html", {"shown": [_drawn(request, name) for name in stories.NAMES], "names": _listed()}
    )


@login_not_required
def story(request: HttpRequest, story: str) -> HttpResponse:
    """One story, for a close look."""
    if story not in stories.NAMES:
        raise Http404
    return render(request, "ui/gallery.html", {"shown": [_drawn(request, story)], "names": _listed(), "only": story})


@login_not_required
def sample_page(request: HttpRequest) -> HttpResponse:
    """A whole page in its shell."""
    return render(request, "ui/sample.html", stories.page_context(request))


@login_not_required
def sample_palette(request: HttpRequest) -> HttpResponse:
    """What a palette answers."""
    return render(request, "ui/palette_rows.html", {"groups": stories.found(request.GET.get("q", ""))})


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers ask for our mark of their own accord."""
    return HttpResponseRedirect(static("img/tandem.svg"))


def _listed() -> list[tuple[str, str]]:
    return [(name, name.replace("-", " ")) for name in stories.NAMES]


def _drawn(request: HttpRequest, name: str) -> dict[str, Any]:
    """One story three times, under ids of its own each time."""
    rendered = [
        {"at": at, "theme": theme, "html": render_to_string(f"ui/stories/{name}.html", stories.context(at), request)}
        for at, theme in STAGES
    ]
    return {"name": name, "title": name.replace("-", " "), "stages": rendered, "wide": name in stories.WIDE}

"""Files beside a note: attached, shown where they are images, saved, taken away. None is ever run as a page of ours."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import see
from tandem.core.serving import download, picture
from tandem.evidence.forms import FilesForm
from tandem.evidence.models import Attachment, Note
from tandem.evidence.views import notes
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, press
from tandem.team.request import Request


@require_POST
def attach(request: Request, pk: int) -> HttpResponse:
    """Attach files to a note; one that cannot be is told, and the others stay."""
    note = notes.note_found(request, pk)
    form = FilesForm(request.POST, request.FILES)
    if attempt(form, partial(_attach, note, form, request.user)):
        return see(request, note.get_absolute_url(), "Attached")
    return notes.note_page(request, note, form=form, status=UNPROCESSABLE)


def show(request: Request, pk: int, attachment: int) -> FileResponse:
    """Save the file."""
    return download(found(request, pk, attachment).file)


def image(request: Request, pk: int, attachment: int) -> FileResponse:
    """Show it, where it is an image by what it holds."""
    return picture(found(request, pk, attachment).file)


@require_POST
def taking_away(request: Request, pk: int, attachment: int) -> HttpResponse:
    """Take a file away, or with ?put=back undo that."""
    note = notes.note_found(request, pk)
    one = get_object_or_404(Attachment.objects.visible_to(request.user).filter(note=note), pk=attachment)
    back = request.POST.get("put") == "back"
    verb = partial(one.put_back if back else one.take_away, by=request.user)
    toast, again = "Put back" if back else "Taken away", partial(notes.note_page, request, note)
    return press(request, verb, toast, note.get_absolute_url(), again)


def found(request: Request, note: int, attachment: int) -> Attachment:
    """A standing attachment of a note that this member may see."""
    seen = Attachment.objects.visible_to(request.user).standing().filter(note=note).with_file()
    return get_object_or_404(seen, pk=attachment)


def _attach(note: Note, form: FilesForm, by: Any) -> bool:
    refused = []
    for file in form.cleaned_data["attachments"]:
        try:
            note.attach(file, by=by)
        except NotAllowed:
            raise
        except Refused as no:
            refused.append(no.sentence)
    if refused:
        raise Refused(" ".join(refused))
    return True

"""Products from a file: look first, then bring them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from tandem.core import files
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.core.models import StoredFile
from tandem.evidence.product_file import LARGEST, ProductFile
from tandem.record.verbs import ask
from tandem.team.request import Request

EXAMPLE = "Name,Address,Product line,Summary,Business,Life cycle,PM e-mail,PMM e-mail\n"


class ProductFileForm(forms.Form):
    """A file of products, or the same pasted."""

    file = forms.FileField(label="File", required=False, help_text="CSV, TSV, XLSX, XLS or JSON, up to 5 MB.")
    text = forms.CharField(
        label="Or paste rows", required=False, max_length=500_000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given and given.size > LARGEST:
            raise forms.ValidationError("The file is larger than 5 MB.")
        return given

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("file") and not said.get("text", "").strip():
            raise forms.ValidationError("Choose a file, or paste rows.")
        return said


def product_files(request: Request) -> HttpResponse:
    """Choose a file; see what each row would do; bring it in. Looking writes nothing."""
    if request.method != "POST":
        return _page(request, ProductFileForm())
    ask(request.user, "open a product", None)
    if token := request.POST.get("kept"):
        return _bring(request, token)
    form = ProductFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    kept = _kept(form.cleaned_data)
    try:
        read = ProductFile.read(files.path_of(kept), kept.name)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, form, status=422)
    return _page(request, ProductFileForm(), read=read, kept=_signer().sign(str(kept.pk)))


@require_GET
def product_file_rejects(request: Request, kept: str) -> StreamingHttpResponse:
    """The rows given back, to be mended and brought again."""
    read = _read(kept)
    if not request.user.may("open a product"):
        raise NotAllowed("An administrator or a head opens products.")
    headers = {"Content-Disposition": 'attachment; filename="rejected-products.csv"'}
    return StreamingHttpResponse(read.rejects(), content_type="text/csv; charset=utf-8", headers=headers)


def _bring(request: Request, token: str) -> HttpResponse:
    read = _read(token)
    read.bring(by=request.user, invite=bool(request.POST.get("invite")))
    counts = read.counted()
    if counts["reject"]:
        return _page(request, ProductFileForm(), read=read, kept=token, done=True)
    return see(request, "/team", f"{counts['open']} opened, {counts['change']} changed, {counts['leave']} as they were")


def _kept(said: dict[str, Any]) -> StoredFile:
    if given := said["file"]:
        return files.store(given.chunks(), name=given.name)
    return files.store([said["text"].encode()], name="pasted.csv")


def _read(token: str) -> ProductFile:
    try:
        kept = get_object_or_404(StoredFile, pk=_signer().unsign(token))
    except BadSignature:
        raise Http404 from None
    return ProductFile.read(files.path_of(kept), kept.name)


def _signer() -> Signer:
    return Signer(salt="products file")


def _page(request: Request, form: ProductFileForm, *, status: int = 200, **read: Any) -> HttpResponse:
    found: ProductFile | None = read.get("read")
    context = {
        "section": "team",
        "form": form,
        "example": EXAMPLE,
        "counts": found.counted() if found else {},
        "unknown": found.unknown() if found else [],
        "may": request.user.may("open a product"),
        "may_invite": request.user.may("administer"),
        **read,
    }
    return page(request, "evidence/product_files.html", context, status=status)

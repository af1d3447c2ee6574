"""Addresses of documents: of one feature or release, of drawings kept, and of how they look."""

from django.urls import path

from tandem.definition.views import documents

urlpatterns = [
    path("products/<slug:product>/definition/documents", documents.documents, name="documents"),
    path("documents/style", documents.style, name="document_style"),
    path("documents/style/logo", documents.logo, name="document_logo"),
    path("documents/<int:number>", documents.show, name="document"),
    path("documents/<int:number>/file/<slug:ending>", documents.file, name="document_file"),
    path("documents/<int:number>/retirement", documents.retirement, name="document_retirement"),
]

for kind in documents.NOUNS:
    home = f"{kind}s/<int:number>"
    said = {"kind": kind}
    urlpatterns += [
        path(f"{home}/documents", documents.of, said, name=f"{kind}_documents"),
        path(f"{home}/documents/<slug:form>", documents.drawing, said, name=f"{kind}_drawing"),
        path(
            f"{home}/documents/<slug:form>/file/<slug:ending>",
            documents.drawing_file,
            said,
            name=f"{kind}_drawing_file",
        ),
        path(f"{home}/documents/<slug:form>/keeping", documents.keeping, said, name=f"{kind}_keeping"),
        path(f"{home}/assumptions", documents.assumptions, said, name=f"{kind}_assumptions"),
        path(
            f"{home}/assumptions/<int:position>/removal",
            documents.assumption_removal,
            said,
            name=f"{kind}_assumption_removal",
        ),
    ]

"""Addresses of imports."""

from django.urls import path

from tandem.evidence.views import imports

urlpatterns = [
    path("products/<slug:product>/imports", imports.listing, name="imports"),
    path("products/<slug:product>/imports/new", imports.new, name="import_new"),
    path("imports/<int:number>", imports.show, name="import"),
    path("imports/<int:number>/mapping", imports.mapping, name="import_mapping"),
    path("imports/<int:number>/preview", imports.preview, name="import_preview"),
    path("imports/<int:number>/reading", imports.reading, name="import_reading"),
    path("imports/<int:number>/run", imports.run, name="import_run"),
    path("imports/<int:number>/undoing", imports.undoing, name="import_undoing"),
    path("imports/<int:number>/rejects", imports.rejects, name="import_rejects"),
]

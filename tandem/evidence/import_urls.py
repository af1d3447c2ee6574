"""Addresses of imports."""

from django.urls import path

from tandem.evidence.views import import_runs, imports

urlpatterns = [
    path("products/<slug:product>/imports", imports.listing, name="imports"),
    path("products/<slug:product>/imports/new", imports.new, name="import_new"),
    path("imports/<int:number>", import_runs.show, name="import"),
    path("imports/<int:number>/mapping", imports.mapping, name="import_mapping"),
    path("imports/<int:number>/preview", imports.preview, name="import_preview"),
    path("imports/<int:number>/reading", imports.reading, name="import_reading"),
    path("imports/<int:number>/run", import_runs.run, name="import_run"),
    path("imports/<int:number>/dry-run", import_runs.dry_run, name="import_dry_run"),
    path("imports/<int:number>/pausing", import_runs.pausing, name="import_pausing"),
    path("imports/<int:number>/cancelling", import_runs.cancelling, name="import_cancelling"),
    path("imports/<int:number>/mended", import_runs.mended, name="import_mended"),
    path("imports/<int:number>/undoing", import_runs.undoing, name="import_undoing"),
    path("imports/<int:number>/rejects", import_runs.rejects, name="import_rejects"),
]

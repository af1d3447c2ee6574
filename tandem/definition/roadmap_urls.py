"""Addresses of roadmaps, of what people outside read, and of objectives."""

from django.urls import path

from tandem.definition.views import editions, objectives, roadmap, roadmap_files, roadmap_links

HOME = "products/<slug:product>/definition/roadmap"

urlpatterns = [
    path("roadmaps", roadmap.every, name="roadmaps"),
    path(HOME, roadmap.index, name="roadmap"),
    path(f"{HOME}/links", roadmap_links.links, name="roadmap_links"),
    path("roadmap-links/<int:number>/ending", roadmap_links.ending, name="roadmap_link_ending"),
    path("r/<str:token>", roadmap_links.shared, name="roadmap_shared"),
    path("features/<int:number>/horizon", roadmap.horizon, name="feature_horizon"),
    path("features/<int:number>/objective", roadmap.objective, name="feature_objective"),
    path("features/<int:number>/ties", roadmap.ties, name="feature_ties"),
    path("releases/<int:number>/move", editions.move, name="release_move"),
    path("products/<slug:product>/definition/objectives", objectives.index, name="objectives"),
    path("objectives/new", objectives.new, name="objective_new"),
    path("objectives/<int:number>", objectives.show, name="objective"),
    path("objectives/<int:number>/edit", objectives.edit, name="objective_edit"),
    path("objectives/<int:number>/results", objectives.results, name="objective_results"),
    path("objectives/<int:number>/results/<int:position>/value", objectives.value, name="objective_value"),
    path("objectives/<int:number>/results/<int:position>/removal", objectives.removal, name="objective_removal"),
]
for kind in ("csv", "pptx", "pdf", "png"):
    urlpatterns.append(path(f"{HOME}.{kind}", roadmap_files.file, {"kind": kind}, name=f"roadmap_{kind}"))
for kind in ("release", "feature"):
    home = f"{kind}s/<int:number>/editions"
    urlpatterns += [
        path(home, editions.editions, {"kind": kind}, name=f"{kind}_editions"),
        path(f"{home}/acceptance", editions.acceptance, {"kind": kind}, name=f"{kind}_edition_acceptance"),
        path(f"{home}/withdrawal", editions.withdrawal, {"kind": kind}, name=f"{kind}_edition_withdrawal"),
    ]
for kind in ("initiative", "component"):
    urlpatterns += [
        path(f"{kind}s/new", objectives.gathered_new, {"kind": kind}, name=f"{kind}_new"),
        path(f"{kind}s/<int:number>", objectives.gathered, {"kind": kind}, name=kind),
        path(f"{kind}s/<int:number>/edit", objectives.gathered_edit, {"kind": kind}, name=f"{kind}_edit"),
    ]

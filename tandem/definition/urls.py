"""Addresses of definition."""

from django.urls import path

from tandem.definition import document_urls, roadmap_urls, scoring_urls
from tandem.definition.views import decisions, feature_acts, features, lists, problems, releases, replies, waiting

app_name = "definition"

urlpatterns = [
    path("products/<slug:product>/definition", lists.problems, name="problems"),
    path("products/<slug:product>/definition/features", lists.features, name="features"),
    path("products/<slug:product>/definition/features.csv", lists.features_csv, name="features_csv"),
    path("products/<slug:product>/definition/problems.csv", lists.problems_csv, name="problems_csv"),
    path("products/<slug:product>/definition/releases", lists.releases, name="releases"),
    path("products/<slug:product>/definition/decisions", lists.decisions, name="decisions"),
    path("products/<slug:product>/definition/replies", waiting.replies, name="replies"),
    path("products/<slug:product>/definition/unread", waiting.unread, name="unread"),
    path("replies/<int:number>", replies.show, name="reply"),
    path("replies/<int:number>.eml", waiting.eml, name="reply_file"),
    path("replies/<int:number>/text", replies.text, name="reply_text"),
    path("replies/<int:number>/state", replies.state, name="reply_state"),
    path("replies/<int:number>/heard", replies.heard, name="reply_heard"),
    path("replies/<int:number>/solved", replies.solved, name="reply_solved"),
    path("problems/new", problems.new, name="problem_new"),
    path("problems/<int:number>", problems.show, name="problem"),
    path("problems/<int:number>/edit", problems.edit, name="problem_edit"),
    path("problems/<int:number>/validation", problems.validation, name="problem_validation"),
    path("problems/<int:number>/refutation", problems.refutation, name="problem_refutation"),
    path("problems/<int:number>/withdrawal", problems.withdrawal, name="problem_withdrawal"),
    path("problems/<int:number>/solution", problems.solution, name="problem_solution"),
    path("problems/<int:number>/acceptance", problems.acceptance, name="problem_acceptance"),
    path("features/new", features.new, name="feature_new"),
    path("features/<int:number>", features.show, name="feature"),
    path("features/<int:number>/edit", features.edit, name="feature_edit"),
    path("features/<int:number>/estimate", features.estimate, name="feature_estimate"),
    path("features/<int:number>/requirements", feature_acts.requirements, name="feature_requirements"),
    path("features/<int:number>/requirements/<int:position>", feature_acts.requirement, name="feature_requirement"),
    path(
        "features/<int:number>/requirements/<int:position>/removal",
        feature_acts.requirement_removal,
        name="feature_requirement_removal",
    ),
    path("features/<int:number>/experiences", feature_acts.experiences, name="feature_experiences"),
    path("features/<int:number>/experiences/<int:position>/file", features.file, name="feature_file"),
    path(
        "features/<int:number>/experiences/<int:position>/removal",
        feature_acts.experience_removal,
        name="feature_experience_removal",
    ),
    path("features/<int:number>/validations", feature_acts.validations, name="feature_validations"),
    path("features/<int:number>/support", feature_acts.support, name="feature_support"),
    path("features/<int:number>/problems", feature_acts.problems, name="feature_problems"),
    path("features/<int:number>/release", feature_acts.release, name="feature_release"),
    path("features/<int:number>/delivery", feature_acts.delivery, name="feature_delivery"),
    path("features/<int:number>/shipment", feature_acts.shipment, name="feature_shipment"),
    path("features/<int:number>/drop", feature_acts.drop, name="feature_drop"),
    path("features/<int:number>/pick-up", feature_acts.pick_up, name="feature_pick_up"),
    path("features/<int:number>/taking-over", feature_acts.taking_over, name="feature_taking_over"),
    path("features/<int:number>/acceptance", feature_acts.acceptance, name="feature_acceptance"),
    path("validations/<int:number>", features.validation, name="validation"),
    path("validations/<int:number>/acceptance", features.validation_acceptance, name="validation_acceptance"),
    path("releases/new", releases.new, name="release_new"),
    path("releases/<int:number>", releases.show, name="release"),
    path("releases/<int:number>/edit", releases.edit, name="release_edit"),
    path("releases/<int:number>/goals", releases.goals, name="release_goals"),
    path("releases/<int:number>/charter-release", releases.charter_release, name="release_charter_release"),
    path("releases/<int:number>/availability", releases.availability, name="release_availability"),
    path("decisions/new", decisions.new, name="decision_new"),
    path("decisions/<int:number>", decisions.show, name="decision"),
    path("decisions/<int:number>/acceptance", decisions.acceptance, name="decision_acceptance"),
    path("decisions/<int:number>/alternatives", decisions.alternatives, name="decision_alternatives"),
    path("decisions/<int:number>/dissent", decisions.dissent, name="decision_dissent"),
    path("decisions/<int:number>/signature", decisions.signature, name="decision_signature"),
    path("decisions/<int:number>/second-look", decisions.second_look, name="decision_second_look"),
    *roadmap_urls.urlpatterns,
    *scoring_urls.urlpatterns,
    *document_urls.urlpatterns,
]

for kind in ("feature", "problem"):
    home = f"{kind}s/<int:number>/replies"
    urlpatterns += [
        path(home, replies.of, {"kind": kind}, name=f"{kind}_replies"),
        path(f"{home}.csv", waiting.replies_csv, {"kind": kind}, name=f"{kind}_replies_csv"),
        path(f"{home}.mbox", waiting.replies_mbox, {"kind": kind}, name=f"{kind}_replies_mbox"),
        path(f"{home}/preparation", replies.preparation, {"kind": kind}, name=f"{kind}_replies_preparation"),
        path(f"{home}/sending", replies.sending, {"kind": kind}, name=f"{kind}_replies_sending"),
        path(f"{home}/marking", replies.marking, {"kind": kind}, name=f"{kind}_replies_marking"),
        path(f"{home}/outside", replies.outside, {"kind": kind}, name=f"{kind}_replies_outside"),
    ]

"""Addresses of charter."""

from django.urls import path

from tandem.charter.views import builds, members, programs, references, sessions

app_name = "charter"

_PRESSED = {
    "invitation": "invite", "trial": "start_trial", "live": "go_live", "happiness": "confirm_happy", "question": "ask",
    "welcome": "welcome", "refusal": "turn_away", "reference": "become_reference",
}  # fmt: skip
_WITH_A_REASON = {"decline": "decline", "departure": "leave", "return": "move_back"}

urlpatterns = [
    path("products/<slug:product>/charter", programs.board, name="board"),
    path("products/<slug:product>/charter/new", programs.new, name="program_new"),
    path("charter-programs/<int:number>", programs.show, name="program"),
    path("charter-programs/<int:number>/invitations", programs.invitations, name="invitations"),
    path("charter-programs/<int:number>/members", programs.members, name="members"),
    path("charter-programs/<int:number>/early-access", programs.early_access, name="early_access"),
    path(
        "charter-programs/<int:number>/early-access/<int:company>/withdrawal",
        programs.early_access_withdrawal,
        name="early_access_withdrawal",
    ),
    path("charter-programs/<int:number>/usage", programs.usage, name="usage"),
    path("charter-programs/<int:number>/closing", programs.closing, name="closing"),
    path("charter-programs/<int:number>/builds", builds.listed, name="builds"),
    path("charter-programs/<int:number>/sessions", sessions.listed, name="sessions"),
    path("charter-members/<int:number>", members.show, name="member"),
    path("charter-members/<int:number>/stage", members.stage, name="member_stage"),
    path("charter-members/<int:number>/agreement", members.agreement, name="member_agreement"),
    path("charter-members/<int:number>/consent", members.consent, name="member_consent"),
    path("charter-members/<int:number>/answers", members.answers, name="member_answers"),
    path("charter-members/<int:number>/wishes", members.wishes, name="member_wishes"),
    path(
        "charter-members/<int:number>/wishes/<int:feature>/withdrawal",
        members.wish_withdrawal,
        name="member_wish_withdrawal",
    ),
    *(
        path(f"charter-members/<int:number>/{noun}", members.pressed, {"act": act}, name=f"member_{noun}")
        for noun, act in _PRESSED.items()
    ),
    *(
        path(f"charter-members/<int:number>/{noun}", members.step, {"act": act}, name=f"member_{noun}")
        for noun, act in _WITH_A_REASON.items()
    ),
    path("references/<int:number>", references.show, name="reference"),
    path("references/<int:number>/uses", references.uses, name="reference_uses"),
    path("references/<int:number>/withdrawal", references.withdrawal, name="reference_withdrawal"),
    path("builds/<int:number>", builds.show, name="build"),
    path("builds/<int:number>/deployments", builds.deployments, name="build_deployments"),
    path(
        "builds/<int:number>/deployments/<int:member>/withdrawal",
        builds.deployment_withdrawal,
        name="build_deployment_withdrawal",
    ),
    path("sessions/<int:number>", sessions.show, name="session"),
    path("sessions/<int:number>/outcome", sessions.outcome, name="session_outcome"),
    path("sessions/<int:number>/reopening", sessions.reopening, name="session_reopening"),
    path("sessions/<int:number>/answers", sessions.answers, name="session_answers"),
]

"""What the permission matrix sends where the common fields do not reach the verb: one small record for every act.

A text that begins with a sign names something that exists: #company is its number, @company its key, ~company its title,
!problem its mark, and = the version of what the address names.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.routes import Route, Subjects

FORMS: dict[str, dict[str, Any]] = {
    "team:webhooks": {"address": "https://hooks.example/x", "events": ["goal"]},
    "team:webhook": {"events": ["goal"]},
    "team:webhook_state": {"state": "off"},
    "team:invitations": {"emails": "matrix@cast.example", "role": "viewer", "side": "pm"},
    "team:people": {"member": "#member"},
    "team:restriction": {"to": "people"},
    "team:members": {"email": "new@cast.example", "role": "viewer", "password": "correct horse battery"},
    "team:workspace": {"currency": "USD", "preset": "growing", "version": "="},
    "team:letters": {
        "reply_subject": "What became of it: {title}", "reply_shipped": "{greeting}", "reply_declined": "{greeting}",
        "answer_days": 14, "version": "=",
    },
    "team:member_role": {"role": "administrator"},
    "team:comments": {"about": "!problem"},
    "team:follows": {"about": "!problem", "on": "yes"},
    "team:choices": {
        "mention": "mail", "answer": "app", "comment": "app", "change": "none", "input": "app", "search": "app",
        "digest_hour": 7,
    },
    "team:custom_fields": {"of": "feature", "form": "line"},
    "team:custom_field_edit": {"version": "="},
    "team:custom_field_options": {"title": "Of the matrix"},
    "team:filling": {"annual_theme": "Trust"},
    "team:mail_state": {"state": "sent"},
    "team:products": {"slug": "from-the-matrix"},
    "team:owners": {"side": "pm", "member": "@member"},
    "team:activities": {"activity": "+activity", "member": "@member"},
    "team:delegates": {"side": "pm", "member": "@member", "until": "2026-12-31"},
    "team:hand_over": {"member": "@member"},
    "team:areas": {"member": "@member", "form": "region", "side": "pm"},
    "team:lines": {"title": "A line of the matrix"},
    "team:line": {"version": "="},
    "team:line_products": {"product": "ledgerly"},
    "team:life_cycle": {"life_cycle": "available"},
    "team:cell_consulted": {"member": "@member"},
    "team:input_new": {"about": "!problem", "to_side": "pm"},
    "team:answer": {"taken": "no"},
    "team:me": {"scopes": ["read"], "days": 5},
    "evidence:product_files": {"text": "name\nMatrix suite"},
    "evidence:theme_merger": {"into": "#theme"},
    "evidence:note_theme": {"into": "#theme"},
    "evidence:theme_links": {"about": "!problem"},
    "evidence:note_new": {"form": "call"},
    "evidence:note_companies": {"company": "~company"},
    "evidence:note_suggestion": {"about": "!problem", "answer": "no"},
    "evidence:note_suggestion_withdrawal": {"about": "!problem"},
    "evidence:note_fold": {"under": "@note"},
    "evidence:notes_done": {"note": "@note"},
    "evidence:notes_dismissal": {"note": "@note"},
    "evidence:notes_return": {"note": "@note"},
    "evidence:notes_links": {"note": "@note", "about": "!problem"},
    "evidence:notes_assignment": {"note": "@note", "member": "#member"},
    "evidence:notes_company": {"note": "@note", "company": "~company"},
    "evidence:company_new": {"life_cycle": "prospect"},
    "evidence:company_merger": {"gone": "#company"},
    "evidence:company_parting": {"gone": "#company"},
    "evidence:company_apart": {"other": "#company"},
    "evidence:companies_segment": {"company": "#company", "segment": "Matrix"},
    "evidence:contact_edit": {"name": "Ana"},
    "evidence:contact_erasing": {"sure": "on"},
    "evidence:company_edit": {"life_cycle": "prospect", "version": "="},
    "evidence:company_domains": {"domain": "matrix.example"},
    "evidence:saved_searches": {"asked": "q=feed"},
    "evidence:saved_search": {"shared": "on"},
    "evidence:saved_search_question": {"asked": "q=feed"},
    "evidence:saved_search_following": {"alert": "daily"},
    "evidence:segment_new": {"sentence": "A matrix segment", "employees_from": 5, "match": "all"},
    "evidence:segment_edit": {"sentence": "A matrix segment", "employees_from": 5, "match": "all", "version": "="},
    "evidence:source_edit": {"form": "call", "version": "="},
    "evidence:market": {"sentence": "A matrix market", "employees_from": 5, "employees_to": 50},
    "evidence:target_market": {"sentence": "A matrix market", "employees_from": 5, "employees_to": 50, "version": "="},
    "evidence:import_cancelling": {"keep": "yes"},
    "evidence:import_new": {"target": "notes", "text": "text\nIt is slow", "new_source": "Matrix", "form": "call"},
    "evidence:survey_new": {"template": "own", "audience": "makers"},
    "evidence:survey_edit": {"version": "="},
    "evidence:survey_questions": {"kind": "text", "words": "What else?"},
    "evidence:survey_question": {"words": "What else?"},
    "evidence:survey_question_place": {"down": "yes"},
    "evidence:survey_links": {"people": "Ines Roth <ines@matrix.example>"},
    "definition:problem_edit": {"version": "="},
    "definition:feature_edit": {"version": "="},
    "definition:feature_estimate": {"version": "=", "effort": 3},
    "definition:feature_experiences": {"form": "prototype"},
    "definition:feature_validations": {
        "form": "usability_test", "companies": "~company", "happened": "It went well.", "verdict": "works",
    },
    "definition:feature_validation_plan": {"form": "usability_test"},
    "definition:feature_needs": {"feature": "#feature"},
    "definition:feature_servings": {"product": "ledgerly"},
    "definition:feature_serving_answer": {"product": "ledgerly", "accepted": "yes"},
    "definition:feature_serving_ending": {"product": "ledgerly"},
    "definition:flow_steps": {"caption": "A matrix step"},
    "definition:statuses": {"means": "feature.building"},
    "definition:status_edit": {"version": "="},
    "definition:status_meaning": {"word": "In QA", "status": "#status"},
    "definition:feature_status": {"stage": "!status"},
    "definition:problem_status": {"stage": "!problem status"},
    "definition:requirement_edit": {"priority": "must", "version": "="},
    "definition:requirement_status": {"status": "met"},
    "definition:validation_participants": {"who": "~company"},
    "definition:validation_verdict": {"verdict": "works", "happened": "It went well."},
    "definition:problem_contraries": {"note": "@note"},
    "definition:interview_edit": {"version": "="},
    "definition:interview_people": {"contact": 1},
    "definition:interview_state": {"state": "invited"},
    "definition:feature_support": {"note": "@note"},
    "definition:feature_problems": {"problem": "!problem"},
    "definition:reply_text": {"subject": "A matrix", "body": "Hello.", "version": 1},
    "definition:reply_state": {"state": "told"},
    "definition:decision_new": {"form": "scope"},
    "definition:decision_dissent": {"words": "I would wait."},
    "definition:decision_signature": {"side": "pm"},
    "definition:release_edit": {"version": "="},
    "definition:document_style": {"color": "#1d4ed8"},
    "definition:release_move": {"available_on": "2027-02-01"},
    "definition:feature_horizon": {"stage": "next"},
    "definition:feature_objective": {"stage": "@objective"},
    "definition:release_editions": {
        "audience": "sales", "promised_on": "2027-01-15", "rounding": "quarter", "confidence": "low",
    },
    "definition:feature_editions": {"audience": "sales", "rounding": "later", "confidence": "low"},
    "definition:release_edition_acceptance": {"audience": "customers"},
    "definition:release_edition_withdrawal": {"audience": "customers"},
    "definition:feature_edition_acceptance": {"audience": "customers"},
    "definition:feature_edition_withdrawal": {"audience": "customers"},
    "definition:roadmap_links": {"audience": "customers", "days": 5},
    "definition:objective_edit": {"version": "="},
    "definition:objective_results": {"baseline": 0, "target": 10},
    "definition:objective_value": {"value": 5},
    "definition:initiative_edit": {"version": "="},
    "definition:component_edit": {"version": "="},
    "definition:estimates": {"about": "!problem"},
    "definition:scoring_model_new": {"recipe": "ice"},
    "definition:scoring_model_formula": {"formula": "reach / effort"},
    "definition:scoring_model_drivers": {"key": "effort"},
    "charter:program_new": {"market": "#target market", "rhythm_days": 14},
    "charter:members": {"company": "~company"},
    "charter:early_access": {"company": "~company"},
    "charter:usage": {"rows": "company,version,last active\n~,1.0,2026-11-20"},
    "charter:builds": {"version": "0.99"},
    "charter:sessions": {"form": "call", "starts_at": "2026-12-01T10:00"},
    "charter:member_stage": {"stage": "invited"},
    "charter:member_agreement": {"urgency": "It costs us a day.", "one_general_product": "on", "pays_after": "on"},
    "charter:member_consent": {"scopes": ["name"], "wording": "You may name us.", "granted_by": "Ana"},
    "charter:member_wishes": {"feature": "#feature"},
    "charter:reference_uses": {"scope": "name", "purpose": "A page"},
    "charter:build_deployments": {"member": "#member at work"},
    "charter:session_outcome": {"outcome": "They said it works."},
    "charter:session_answers": {"member": "#charter member"},
    "launch:new": {"tier": 3, "day": "2027-01-15"},
    "launch:steps": {"days_from_day": -3, "form": "task"},
    "launch:paste": {"rows": "Brief the analysts\t\t-7"},
    "launch:signature": {"side": "pm", "go": "no"},
    "launch:overruling": {"gate": "references", "side": "pm"},
    "launch:release_overruling": {"gate": "references", "side": "pm"},
    "launch:day": {"day": "2027-01-15"},
    "launch:owner": {"member": "@member"},
    "messaging:awareness": {"stage": "need", "message": "Say it."},
    "messaging:positioning_new": {"for_whom": "Firms of the matrix"},
    "messaging:claim_edit": {"version": "="},
    "messaging:proof": {"form": "page"},
    "messaging:claim_links": {"mark": "!problem"},
    "messaging:claim_comparison": {"capability": "+capability"},
    "messaging:capabilities": {"standing": "better", "evidence": "It is on their page."},
    "messaging:asset_new": {"form": "deck"},
    "messaging:asset_edit": {"form": "deck", "version": "="},
    "messaging:competitor_edit": {"version": "="},
    "messaging:deal_edit": {"version": "="},
    "messaging:asset_claims": {"claim": "#claim"},
    "messaging:requests": {"form": "deck"},
    "messaging:sales_uses": {"reference": "#reference", "company": "#company"},
    "outcomes:past": {"rows": "0.1\t2026-01-10\tWeekly users\t100\t200\t\t2026-04-10\t180"},
    "outcomes:result": {"actual": "5"},
    "outcomes:judgment": {"met": "yes"},
    "outcomes:correction": {"actual": "5"},
    "overview:snoozes": {"flag": "a flag", "until": "2026-12-01"},
}  # fmt: skip

BODIES: dict[str, dict[str, Any]] = {
    "sort_notes": {"notes": [], "within": "state=new&whose=mine"},
    "move_product": {"life_cycle": "available", "successor": None},
    "open_activity": {"key": "matrix", "name": "Matrix"},
    "bring_products": {"dry_run": False},
    "open_import": {"product": "ledgerly", "target": "notes", "source": "Matrix"},
    "map_import": {"columns": {}},
    "fill_in_fields": {"answers": {"annual_theme": "Trust"}},
    "fold_note": {"into": "@note"},
    "move_note": {"theme": "#theme"},
    "open_survey": {"source": None},
    "problems_move_to": {"status": "#problem status"},
    "features_put_into": {"number": "#release"},
    "features_need": {"number": "#feature"},
    "features_offer": {"product": "ledgerly"},
    "features_answer_offer": {"product": "ledgerly"},
    "features_end_offer": {"product": "ledgerly"},
    "problems_count_against": {"note": "@note"},
    "nominate_charter_member": {"program": "#charter program"},
    "send_build": {"program": "#charter program"},
    "editions_word": {"about": "!feature"},
    "plan_session": {"program": "#charter program", "members": []},
}

QUERIES = {
    "editions_list": "about=!feature",
    "roadmap_links_list": "product=ledgerly",
    "untie_claim": "kind=problem&other=#problem",
    "stop_comparing_claim": "competitor=#competitor&position=1",
    "definition:decision_new": "about=!problem",
}

# Addresses to which a file goes along, as a form sends it; a number in one stands for any.
FILES = {
    "/api/v1/product-files": {"file": ("products.csv", b"name\nMatrix suite\n")},
    "/api/v1/imports": {"file": ("talk.csv", b"text,when\nIt is slow,2026-03-01\n")},
    "/api/v1/features/#/experiences/file": {"file": ("screen.txt", b"What the page of the matrix says")},
    "/api/v1/notes/#/attachments": {"file": ("feed.log", b"No answer from the bank in the matrix")},
    "/notes/#/attachments": {"attachments": ("feed.log", b"No answer from the bank in the matrix")},
}

# What the forms ask for most; a field that a form does not have is passed over.
COMMON = {
    "because": "Said in the matrix.", "title": "A matrix title", "name": "A matrix name", "text": "Matrix text.",
    "statement": "A matrix statement.", "says": "It says so.", "summary": "In short.", "url": "https://example.com/x",
}  # fmt: skip


def form(subjects: Subjects, route: Route) -> dict[str, Any]:
    """What is sent to a page's act."""
    return {**COMMON, "product": subjects.product.slug, **subjects.said(route, FORMS.get(route.name, {}))}


def body(subjects: Subjects, route: Route) -> dict[str, Any] | None:
    """What a program sends: the document's example, with what the example cannot know put right."""
    example = subjects.body(route.body)
    return {**(example or {}), **subjects.said(route, BODIES[route.name])} if route.name in BODIES else example


def address(subjects: Subjects, route: Route) -> str | None:
    """The address with its names and, where an act needs them, its question filled in."""
    path = subjects.path(route)
    asked = [part.split("=", 1) for part in QUERIES.get(route.name, "").split("&") if part]
    query = urlencode({name: subjects.named(route, value) for name, value in asked})
    return f"{path}?{query}" if path and query else path

"""What the permission matrix sends where the common fields do not reach the verb: one small record for every act.

A text that begins with a sign names something that exists: #company is its number, @company its key, ~company its title,
!problem its mark, and = the version of what the address names.
"""

from __future__ import annotations

from typing import Any

FORMS: dict[str, dict[str, Any]] = {
    "team:members": {"email": "new@cast.example", "role": "viewer", "password": "correct horse battery"},
    "team:workspace": {"currency": "USD", "preset": "growing", "version": "="},
    "team:products": {"slug": "from-the-matrix"},
    "team:owners": {"side": "pm", "member": "@member"},
    "team:activities": {"activity": "+activity", "member": "@member"},
    "team:input_new": {"about": "!problem", "to_side": "pm"},
    "team:answer": {"taken": "no"},
    "team:me": {"scopes": ["read"], "days": 5},
    "evidence:theme_merger": {"into": "#theme"},
    "evidence:theme_links": {"about": "!problem"},
    "evidence:note_new": {"form": "call"},
    "evidence:note_companies": {"company": "~company"},
    "evidence:note_suggestion": {"about": "!problem", "answer": "no"},
    "evidence:note_suggestion_withdrawal": {"about": "!problem"},
    "evidence:note_fold": {"into": "@note"},
    "evidence:company_new": {"life_cycle": "prospect"},
    "evidence:company_edit": {"life_cycle": "prospect", "version": "="},
    "evidence:company_domains": {"domain": "matrix.example"},
    "evidence:source_edit": {"form": "call", "version": "="},
    "evidence:market": {"sentence": "A matrix market", "employees_from": 5, "employees_to": 50},
    "evidence:target_market": {"sentence": "A matrix market", "employees_from": 5, "employees_to": 50, "version": "="},
    "evidence:import_new": {"target": "notes", "text": "text\nIt is slow", "new_source": "Matrix", "form": "call"},
    "definition:problem_edit": {"version": "="},
    "definition:feature_edit": {"version": "="},
    "definition:feature_estimate": {"version": "=", "effort": 3},
    "definition:feature_experiences": {"form": "prototype"},
    "definition:feature_validations": {
        "form": "usability_test", "companies": "~company", "happened": "It went well.", "verdict": "works",
    },
    "definition:feature_support": {"note": "@note"},
    "definition:feature_problems": {"problem": "!problem"},
    "definition:decision_new": {"form": "scope"},
    "definition:release_edit": {"version": "="},
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
    "open_activity": {"key": "matrix", "name": "Matrix"},
    "open_import": {"product": "ledgerly", "target": "notes", "source": "Matrix"},
    "map_import": {"columns": {}},
    "fold_note": {"into": "@note"},
    "features_put_into": {"number": "#release"},
    "nominate_charter_member": {"program": "#charter program"},
    "send_build": {"program": "#charter program"},
    "plan_session": {"program": "#charter program", "members": []},
}

QUERIES = {
    "untie_claim": "kind=problem&other=#problem",
    "stop_comparing_claim": "competitor=#competitor&position=1",
    "definition:decision_new": "about=!problem",
}

# Addresses to which a file goes along, as a form sends it.
FILES = {"/api/v1/imports": {"file": ("talk.csv", b"text,when\nIt is slow,2026-03-01\n")}}

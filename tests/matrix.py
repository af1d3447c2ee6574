"""Who may do what: one declared answer for every page and every operation. Everyone who sees a product may read it."""

from __future__ import annotations

from typing import Any

from tests.said import address as address
from tests.said import body as body
from tests.said import form as form

MAKERS = "administrator head contributor pm pmm pm-delegate pmm-delegate"
ACTIVE = f"{MAKERS} sales"
EVERYONE = f"{ACTIVE} viewer"
WHO = {
    "read": EVERYONE, "hold a token": EVERYONE, "save a search": EVERYONE,
    "see personal data": MAKERS, "add evidence": ACTIVE, "give input": ACTIVE, "raise a matter": ACTIVE, "note a competitor": ACTIVE,
    "bring a sales asset": ACTIVE, "open a sales asset": ACTIVE, "use a reference": ACTIVE,
    "ask for a sales asset": ACTIVE, "do a plan step": ACTIVE,
    "import": MAKERS, "sort evidence": MAKERS, "draft definition": MAKERS,
    "write to customers": MAKERS, "run the charter": MAKERS,
    "plan the launch": MAKERS, "draft messaging": MAKERS, "take a matter": MAKERS,
    "accept definition": "pm pm-delegate", "confirm a charter member": "pm pm-delegate",
    "accept messaging": "pmm pmm-delegate", "accept the launch plan": "pmm pmm-delegate",
    "answer input": "pm pmm pm-delegate pmm-delegate", "record an outcome": "head pm pmm pm-delegate pmm-delegate",
    "sign": "pm pmm", "overrule": "pm pmm", "delegate": "pm pmm",
    "snooze": "administrator head pm pmm", "assign activities": "administrator head pm pmm",
    "comment": ACTIVE, "follow": EVERYONE, "fill in fields": MAKERS,
    "restrict a product": "administrator head", "name people": "administrator head pm pmm",
    "hand over": "administrator head pm pmm", "end a delegation": "administrator head pm pmm",
    "name area owners": "administrator head pm pmm", "keep the catalog": "administrator head",
    "name statuses": "administrator pm", "name owners": "administrator head", "open a product": "administrator head", "administer": "administrator",
    "erase a person": "administrator",
}  # fmt: skip

# Pages whose address names something that the demo company does not have.
ABSENT = {
    "definition:decision_new", "definition:document_logo", "definition:feature_file", "definition:feature_picture", "definition:feature_prototype",
    "definition:flow_step_picture", "definition:prototype_page", "evidence:company_merger", "evidence:import_rejects", "messaging:asset_file",
    "evidence:product_file_rejects",
    "team:input_new", "team:comment_people",
}  # fmt: skip

# The gallery shows components, nothing of anybody's.
PUBLIC = {
    "favicon", "ui:gallery", "ui:shell", "ui:palette", "ui:story",
    "team:join",  # whoever was invited
    "evidence:survey_answer", "evidence:survey_thanks",  # whoever has the address may answer
    "definition:roadmap_shared",  # whoever has the address may read
    "definition:prototype_page",  # an address made for one person, good for an hour
}  # fmt: skip

PAGES_BY_ACT = {
    "ui": {
        "read": "gallery shell palette story",
    },
    "record": {
        "read": "record history",
    },
    "team": {
        "read": """
            custom_field team member product input inputs my_inputs notices notices_reading outbox mail_file
            comment_people seats catalog grid activity cell unowned workload workload_csv join
        """,
        "comment": "comments comment comment_state",
        "follow": "follows choices",
        "administer": """
            webhooks webhook webhook_state webhook_test invitations invitation_sending invitation_withdrawal members member_role member_departure member_return
            workspace letters custom_fields custom_field_edit custom_field_options custom_field_position
            custom_field_retirement
        """,
        "fill in fields": "filling",
        "answer input": "answer",
        "assign activities": "activities cell_consulted cell_exception",
        "delegate": "delegates",
        "end a delegation": "delegation_end",
        "hand over": "hand_over",
        "keep the catalog": "activity_state activity_holder",
        "name area owners": "areas area_end",
        "give input": "input_new",
        "hold a token": "me token_end",
        "name owners": "owners",
        "name people": "people person_leaving",
        "restrict a product": "restriction",
        "open a product": "products lines line line_products life_cycle",
        "raise a matter": "matters cell_gap",
        "take a matter": "matter cell_taking",
        "write to customers": "mail_state mail_sending",
    },
    "evidence": {
        "open a product": "product_files",
        "read": """
            product_file_rejects desk theme_parts work theme notes note_beside notes_csv note source companies companies_csv company
            market_count imports import import_mapping import_preview import_dry_run import_rejects surveys survey
            survey_answers survey_answers_csv survey_links_csv survey_own survey_answer survey_thanks likely_companies
            contact segments segment segment_count whose note_attachment note_image
        """,
        "add evidence": """
            note_new note_highlights highlight_taking_back note_state note_conversation note_companies company_contacts
            note_suggestion note_suggestion_withdrawal notes_done notes_dismissal notes_return notes_links
            notes_assignment notes_company notes_undoing contact_mail note_attachments
            attachment_taking_away
        """,
        "see personal data": "contact_edit",
        "erase a person": "contact_erasing",
        "draft definition": "market target_market target_market_retirement target_market_first",
        "import": """
            source_edit import_new import_reading import_run import_pausing import_cancelling import_mended
            import_undoing
        """,
        "save a search": "saved_searches saved_search_following",
        "sort evidence": """
            saved_search saved_search_question saved_search_retirement discovery theme_name theme_acceptance
            theme_dismissal theme_restoration theme_merger theme_links theme_pin theme_split area_name note_theme
            highlight_quote note_fold note_unfolding company_new company_edit company_domains company_retirement
            survey_new survey_edit survey_questions survey_question survey_question_place survey_question_retirement
            survey_state survey_earlier survey_links segment_new segment_edit segment_retirement company_merger
            company_parting company_apart company_waiting companies_segment
        """,
    },
    "definition": {
        "read": """
            problems features features_csv problems_csv releases decisions problem feature feature_file validation
            release decision replies unread reply reply_file feature_replies feature_replies_csv feature_replies_mbox
            problem_replies problem_replies_csv problem_replies_mbox priorities matrix comparison scores scoring_model
            scoring_model_check scoring_model_progress
            documents document document_file document_logo feature_documents feature_drawing feature_drawing_file
            release_documents release_drawing release_drawing_file
            roadmap roadmaps roadmap_csv roadmap_pptx roadmap_pdf roadmap_png roadmap_shared
            objectives objective initiative component
            status requirement problem_wording feature_wording requirement_wording interview
            interview_snapshot feature_picture feature_prototype flow_step_picture prototype_page
        """,
        "administer": "document_style",
        "name statuses": "statuses status_edit status_place status_retirement status_meaning",
        "accept definition": """
            validation_acceptance
            release_move release_edition_acceptance release_edition_withdrawal feature_edition_acceptance
            feature_edition_withdrawal
            problem_validation problem_refutation problem_withdrawal problem_status problem_acceptance feature_release
            feature_serving_answer
            feature_delivery feature_shipment feature_taking_over feature_drop feature_pick_up feature_acceptance release_charter_release
            release_availability decision_acceptance problem_solution
        """,
        "add evidence": "reply_heard reply_solved",
        "give input": "decision_dissent",
        "sign": "decision_signature",
        "draft definition": """
            problem_new problem_edit feature_new feature_edit feature_estimate feature_requirements
            requirement_edit requirement_place requirement_status requirement_retirement flow_steps flow_step_place
            flow_step_removal feature_validation_plan feature_needs feature_servings feature_serving_ending
            validation_participants validation_tasks validation_results validation_verdict problem_contraries interview_new interview_edit interview_people
            interview_state interview_held interview_learned feature_experiences feature_experience_removal feature_validations
            feature_support feature_problems release_new release_edit release_goals decision_new decision_second_look
            decision_alternatives
            estimates scoring_model_new scoring_model_formula scoring_model_drivers scoring_model_counting
            scoring_model_retirement
            feature_keeping release_keeping document_retirement feature_assumptions feature_assumption_removal
            release_assumptions release_assumption_removal
            feature_horizon feature_objective feature_ties release_editions feature_editions
            objective_new objective_edit objective_results objective_value objective_removal initiative_new
            initiative_edit component_new component_edit feature_status
        """,
        "write to customers": """
            roadmap_links roadmap_link_ending
            reply_text reply_state feature_replies_preparation feature_replies_sending feature_replies_marking
            feature_replies_outside problem_replies_preparation problem_replies_sending problem_replies_marking
            problem_replies_outside
        """,
    },
    "charter": {
        "read": "board program invitations member reference build session",
        "confirm a charter member": "closing member_happiness member_welcome member_refusal",
        "run the charter": """
            program_new members early_access early_access_withdrawal usage builds sessions member_stage
            member_agreement member_consent member_answers member_wishes member_wish_withdrawal member_invitation
            member_trial member_live member_question member_reference member_decline member_departure member_return
            reference_withdrawal build_deployments build_deployment_withdrawal session_outcome session_reopening
            session_answers
        """,
        "use a reference": "reference_uses",
    },
    "launch": {
        "read": "launches launch step",
        "accept the launch plan": "day launching acceptance",
        "do a plan step": "completion",
        "draft definition": "goals",
        "overrule": "overruling release_overruling",
        "plan the launch": "new steps paste owner",
        "sign": "signature",
    },
    "messaging": {
        "read": """
            messaging positioning key_message paste claim quotes competitor assets asset asset_file request deals
            deals_csv deal sales
        """,
        "accept messaging": """
            positioning_acceptance claim_acceptance claim_release claim_release_withdrawal asset_release
            asset_withdrawal asset_adoption asset_declining
        """,
        "ask for a sales asset": "requests request_expediting request_reopening",
        "bring a sales asset": "asset_new asset_edit asset_versions asset_claims",
        "draft messaging": """
            key_messages awareness positioning_new claim_new paste_acceptance claim_edit proof proof_removal
            claim_links claim_comparison request_answer
        """,
        "import": "deal_closing deal_edit",
        "note a competitor": "competitors competitor_edit capabilities",
        "open a sales asset": "asset_opening asset_confirmation",
        "sort evidence": "quote_consent",
        "use a reference": "sales_uses",
    },
    "outcomes": {
        "read": "outcomes goal",
        "record an outcome": "past result judgment correction",
    },
    "overview": {
        "read": """
            home overview flags snooze_new portfolio portfolio_csv search palette trace
            portfolio_pptx portfolio_pdf portfolio_png
        """,
        "snooze": "snoozes snooze_waking",
    },
}

OPERATIONS_BY_ACT = {
    "accept definition": """
        problems_validate problems_refute problems_withdraw problems_move_to problems_accept features_put_into features_build
        validations_accept features_ship features_drop features_pick_up features_accept decisions_accept releases_to_charter
        releases_make_available problems_solve features_take_status_over
        features_answer_offer releases_move editions_accept editions_withdraw editions_promise
    """,
    "accept messaging": """
        accept_claim release_claim withdraw_claim_release accept_positioning release_asset withdraw_asset adopt_asset
        decline_asset
    """,
    "accept the launch plan": "move_launch launch accept_launch",
    "add evidence": """
        add_note highlight_words link_note sort_note name_company_of_note note_conversation take_back_highlight
        put_back_highlight read_feeling add_contact open_source name_further_company take_company_away take_suggestion
        turn_down_suggestion correct_suggestion withdraw_answer answer_survey assign_note sort_notes
        leave_contact_alone welcome_contact_mail hear_reply say_solved attach_file take_away_attachment
        put_back_attachment
    """,
    "see personal data": "correct_contact",
    "erase a person": "foresee_erasure erase_contact",
    "administer": """
        add_webhook choose_webhook switch_webhook_on switch_webhook_off remove_webhook test_webhook
        style_documents invite_people send_invitation_again withdraw_invitation change_role let_member_back add_member end_membership
        open_activity open_custom_field revise_custom_field put_field_option move_custom_field retire_custom_field
        restore_custom_field
    """,
    "fill in fields": "fill_in_fields",
    "answer input": "answer_input",
    "ask for a sales asset": "ask_for_asset expedite_request reopen_request",
    "assign activities": "assign_activity consult_on_activity stop_consulting leave_out_activity take_in_activity",
    "bring a sales asset": "bring_asset revise_asset add_asset_version carry_claim leave_out_claim",
    "confirm a charter member": """
        close_charter_program reopen_charter_program welcome_charter_member turn_away_charter_member
        confirm_happy_charter_member
    """,
    "comment": "write_comment mend_comment take_back_comment put_back_comment",
    "delegate": "name_delegate",
    "end a delegation": "end_delegation",
    "hand over": "hand_over_seat",
    "keep the catalog": "switch_activity_on switch_activity_off set_usual_holder revise_activity",
    "name area owners": "name_area_owner end_area",
    "do a plan step": "finish_step reopen_step",
    "draft definition": """
        define_market revise_market retire_market put_market_first problems_open problems_revise features_open features_revise
        requirements_revise requirements_say_status requirements_arrange requirements_retire requirements_restore
        features_paste_requirements features_need features_no_longer_need features_offer features_end_offer features_show_file
        features_add_step features_arrange_step features_take_out_step features_plan_validation validations_revise validations_take_in
        validations_let_go
        validations_ask validations_no_longer_ask validations_note_results validations_conclude problems_count_against
        problems_no_longer_against problems_plan_interview interviews_revise interviews_choose interviews_drop
        interviews_say_state interviews_hold interviews_learn features_require features_show features_take_out_experience
        features_hold_validation features_support features_take_on features_let_go decisions_decide
        decisions_look_again decisions_turn_down releases_plan releases_revise releases_state_goal goals_revise take_up_model word_formula
        features_keep releases_keep features_assume releases_assume features_take_back_assumption
        releases_take_back_assumption retire_document restore_document
        put_driver count_model_again retire_model restore_model estimate
        editions_word features_place features_tie
        objectives_aim objectives_revise objectives_measure_by objectives_measure objectives_take_out_result
        initiatives_begin initiatives_revise components_add components_revise features_move_to
    """,
    "draft messaging": """
        state_claim prove_claim take_out_proof tie_claim untie_claim compare_claim stop_comparing_claim say_key_message
        say_to_stage draft_positioning answer_request
    """,
    "follow": "follow stop_following choose_notices",
    "give input": "give_input decisions_dissent decisions_agree",
    "hold a token": "make_token end_token",
    "import": """
        open_import map_import try_out_import run_import pause_import resume_import cancel_import undo_import open_deal
        revise_deal revise_source close_deal reopen_deal
    """,
    "name statuses": """
        statuses_add statuses_revise statuses_arrange statuses_hear statuses_retire statuses_restore
    """,
    "name owners": "name_owner",
    "name people": "let_in shut_out",
    "restrict a product": "restrict_product",
    "note a competitor": "enter_competitor revise_competitor note_capability",
    "open a product": "bring_products open_product open_line revise_line put_into_line move_product",
    "open a sales asset": "open_asset confirm_asset",
    "overrule": "overrule_gate overrule_release_gate",
    "plan the launch": "plan_launch revise_launch cover_release uncover_release add_steps give_step",
    "raise a matter": "raise_matter raise_gap",
    "read": """
        list_webhooks read_webhook list_custom_fields read_custom_fields list_invitations list_people list_comments read_choices list_notices
        read_notices list_saved_searches read_saved_search list_products read_product list_members
        read_member list_inputs read_input list_matters read_matter list_tokens list_activities read_workspace
        list_seats list_delegates list_areas_owned list_holdings list_workloads list_lines
        read_sorting list_suggestions list_repeats list_parts list_areas list_notes search_notes read_note
        list_highlights list_themes read_theme list_companies read_company list_contacts list_sources read_source
        list_markets read_market list_imports list_presets read_import count_undoing read_rejects problems_list
        requirements_list requirements_read features_requirements features_needs features_servings
        features_experiences interviews_list interviews_read problems_read features_list features_read validations_list validations_read decisions_list decisions_read
        releases_list releases_read goals_list goals_read list_charter_programs read_charter_program
        read_reference_standing list_early_access list_charter_members read_charter_member list_references
        read_reference list_reference_uses list_builds read_build list_deployments list_sessions read_session
        list_launches read_launch list_steps read_step goals_results goals_result outcomes_read read_standing search
        trace list_claims read_claim list_key_messages read_key_message list_positionings read_positioning
        list_competitors read_competitor list_assets read_asset list_requests read_request list_deals read_deal
        list_surveys read_survey read_results list_answers list_segments read_segment list_segment_companies
        list_likely_companies read_contact list_mail read_mail features_asked problems_asked list_replies read_reply
        list_flags list_snoozes read_seam
        list_attachments read_attachment list_models read_model list_scores check_formula list_score_changes
        features_draw releases_draw features_draw_file releases_draw_file features_assumptions releases_assumptions
        list_documents read_document read_document_file read_document_style
        editions_list roadmap_links_list releases_dependents objectives_list objectives_read initiatives_list
        initiatives_read components_list components_read statuses_list statuses_read read_portfolio_slides
    """,
    "record an outcome": "goals_measure goals_judge goals_correct",
    "run the charter": """
        open_charter_program revise_charter_program offer_early_access take_back_early_access take_usage
        nominate_charter_member revise_charter_member join_charter invite_charter_member start_trial_charter_member
        go_live_charter_member become_reference_charter_member stop_being_reference_charter_member
        decline_charter_member leave_charter_member move_back_charter_member ask_charter_member answer_charter
        wish_charter unwish_charter grant_reference withdraw_reference send_build deploy_build undeploy_build
        plan_session revise_session hold_session reopen_session note_session_answers
    """,
    "save a search": "save_search follow_search",
    "sign": "sign_launch decisions_sign",
    "snooze": "snooze_flag wake_flag",
    "sort evidence": """
        rename_saved_search change_saved_search share_saved_search retire_saved_search restore_saved_search
        undo_sorting fold_note unfold_note mark_quote find_themes rename_theme accept_theme dismiss_theme restore_theme
        merge_theme pin_theme unpin_theme split_theme rename_area move_note link_theme unlink_theme open_company
        revise_company add_domain drop_domain retire_company restore_company open_survey revise_survey close_survey
        reopen_survey invite_to_survey count_earlier add_question revise_question move_question retire_question
        restore_question take_waiting_notes merge_companies part_companies keep_companies_apart
        let_companies_be_suggested define_segment revise_segment retire_segment restore_segment
    """,
    "take a matter": "take_matter take_up_activity give_up_activity",
    "use a reference": "use_reference",
    "write to customers": """
        send_mail mark_mail_sent mail_came_back withdraw_mail put_mail_back word_reply send_reply mark_reply_sent
        reply_not_sent reply_came_back decline_reply pick_up_reply features_outside features_prepare_replies
        features_send_replies features_told_all problems_outside problems_prepare_replies problems_send_replies
        problems_told_all roadmap_links_share roadmap_links_end
    """,
}

# Tokens are found among one's own: nobody else's is even looked at.
UNASKED = {"end_token", "team:token_end"}

# What is asked of one side is answered by that side alone; the matrix tries one that was asked of the PM, and a comment
# of the PM.
OF_THE_PM = {
    "answer_input": "pm pm-delegate", "team:answer": "pm pm-delegate", "team:comment": "pm", "mend_comment": "pm",
    "team:comment_state": "pm administrator", "take_back_comment": "pm administrator",
    "put_back_comment": "pm administrator", "team:hand_over": "administrator head pm",
    "team:delegation_end": "administrator head pm", "end_delegation": "administrator head pm",
    "team:area_end": "administrator head pm", "end_area": "administrator head pm",
}  # fmt: skip

PAGES = {
    f"{stage}:{name}": act
    for stage, acts in PAGES_BY_ACT.items()
    for act, names in acts.items()
    for name in names.split()
}
PAGES["favicon"] = "read"
OPERATIONS = {name: act for act, names in OPERATIONS_BY_ACT.items() for name in names.split()}

# Kinds that everyone sees whatever product is hidden: colleagues, companies and the catalog belong to the workspace,
# and what is sent to customers under an address that nobody guesses is for whoever has it.
OF_EVERYONE = {"_ui", "member", "company", "segment", "mergers", "contacts", "activity", "product line", "me", "s", "invitations", "join", "custom field", "webhooks", "team", "r"}


def said_by(who: str, said: dict[str, Any] | None) -> dict[str, Any] | None:
    """The PMM speaks for the PMM's side."""
    return {**said, "side": "pmm"} if said and said.get("side") == "pm" and who == "pmm" else said


def may(act: str, who: str, name: str = "") -> bool:
    """Whether this person is declared to do this."""
    return who.replace(" ", "-") in OF_THE_PM.get(name, WHO[act]).split()

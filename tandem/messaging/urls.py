"""Addresses of messaging."""

from django.urls import path

from tandem.messaging.views import assets, claims, competitors, deals, house, pasting, quotes, requests, sales

app_name = "messaging"
PRODUCT = "products/<slug:product>"
CLAIM, ASSET, REQUEST, DEAL = (
    "claims/<int:number>",
    "assets/<int:number>",
    "requests/<int:number>",
    "deals/<int:number>",
)
urlpatterns = [
    path(f"{PRODUCT}/messaging", house.messaging, name="messaging"),
    path(f"{PRODUCT}/key-messages", house.key_messages, name="key_messages"),
    path(f"{PRODUCT}/awareness", house.awareness, name="awareness"),
    path(f"{PRODUCT}/positioning", house.positioning_new, name="positioning_new"),
    path("positionings/<int:number>", house.positioning, name="positioning"),
    path("positionings/<int:number>/acceptance", house.positioning_acceptance, name="positioning_acceptance"),
    path("key-messages/<int:number>", house.key_message, name="key_message"),
    path("claims/new", claims.new, name="claim_new"),
    path(f"{PRODUCT}/claims/paste", pasting.paste, name="paste"),
    path(f"{PRODUCT}/claims/paste/acceptance", pasting.acceptance, name="paste_acceptance"),
    path(CLAIM, claims.show, name="claim"),
    path(f"{CLAIM}/edit", claims.edit, name="claim_edit"),
    path(f"{CLAIM}/acceptance", claims.acceptance, name="claim_acceptance"),
    path(f"{CLAIM}/proof", claims.proof, name="proof"),
    path(f"{CLAIM}/proof/<int:position>/removal", claims.proof_removal, name="proof_removal"),
    path(f"{CLAIM}/release", claims.release, name="claim_release"),
    path(f"{CLAIM}/release/withdrawal", claims.release_withdrawal, name="claim_release_withdrawal"),
    path(f"{CLAIM}/links", claims.links, name="claim_links"),
    path(f"{CLAIM}/comparison", claims.comparison, name="claim_comparison"),
    path(f"{PRODUCT}/quotes", quotes.quotes, name="quotes"),
    path("quotes/<int:pk>/consent", quotes.consent, name="quote_consent"),
    path(f"{PRODUCT}/competitors", competitors.competitors, name="competitors"),
    path("competitors/<int:number>", competitors.show, name="competitor"),
    path("competitors/<int:number>/capabilities", competitors.capabilities, name="capabilities"),
    path(f"{PRODUCT}/assets", assets.assets, name="assets"),
    path("assets/new", assets.new, name="asset_new"),
    path(ASSET, assets.show, name="asset"),
    path(f"{ASSET}/versions", assets.versions, name="asset_versions"),
    path(f"{ASSET}/versions/<int:version>/file", assets.file, name="asset_file"),
    path(f"{ASSET}/claims", assets.claims, name="asset_claims"),
    path(f"{ASSET}/release", assets.release, name="asset_release"),
    path(f"{ASSET}/withdrawal", assets.withdrawal, name="asset_withdrawal"),
    path(f"{ASSET}/adoption", assets.adoption, name="asset_adoption"),
    path(f"{ASSET}/declining", assets.declining, name="asset_declining"),
    path(f"{ASSET}/opening", assets.opening, name="asset_opening"),
    path(f"{ASSET}/confirmation", assets.confirmation, name="asset_confirmation"),
    path(f"{PRODUCT}/requests", requests.requests, name="requests"),
    path(REQUEST, requests.show, name="request"),
    path(f"{REQUEST}/answer", requests.answer, name="request_answer"),
    path(f"{REQUEST}/expediting", requests.expediting, name="request_expediting"),
    path(f"{REQUEST}/reopening", requests.reopening, name="request_reopening"),
    path(f"{PRODUCT}/deals", deals.deals, name="deals"),
    path(f"{PRODUCT}/deals.csv", deals.deals_csv, name="deals_csv"),
    path(DEAL, deals.show, name="deal"),
    path(f"{DEAL}/closing", deals.closing, name="deal_closing"),
    path(f"{PRODUCT}/sales", sales.sales, name="sales"),
    path(f"{PRODUCT}/sales/uses", sales.uses, name="sales_uses"),
]

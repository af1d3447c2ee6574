"""Addresses of the team."""

from django.urls import path

from tandem.team.views import account, comments, inputs, members, notices, outbox, team

app_name = "team"
urlpatterns = [
    path("team", team.team, name="team"),
    path("members", team.members, name="members"),
    path("members/<int:number>", team.member, name="member"),
    path("members/<int:number>/role", members.role, name="member_role"),
    path("members/<int:number>/departure", members.departure, name="member_departure"),
    path("members/<int:number>/return", members.coming_back, name="member_return"),
    path("workspace", team.workspace, name="workspace"),
    path("products", team.products, name="products"),
    path("products/<slug:product>/team", team.product_team, name="product"),
    path("products/<slug:product>/owners", team.owners, name="owners"),
    path("products/<slug:product>/activities", team.activities, name="activities"),
    path("products/<slug:product>/matters", inputs.matters, name="matters"),
    path("matters/<int:number>", inputs.matter, name="matter"),
    path("inputs", inputs.new, name="input_new"),
    path("inputs/<int:number>", inputs.show, name="input"),
    path("inputs/<int:number>/answer", inputs.answer, name="answer"),
    path("notices", notices.index, name="notices"),
    path("notices/reading", notices.reading, name="notices_reading"),
    path("me/notices", notices.choices, name="choices"),
    path("comments", comments.comments, name="comments"),
    path("comments/people", comments.people, name="comment_people"),
    path("comments/<int:number>", comments.comment, name="comment"),
    path("comments/<int:number>/state", comments.comment_state, name="comment_state"),
    path("follows", comments.follows, name="follows"),
    path("workspace/letters", team.letters, name="letters"),
    path("outbox", outbox.outbox, name="outbox"),
    path("outbox/<int:number>.eml", outbox.eml, name="mail_file"),
    path("outbox/<int:number>/state", outbox.state, name="mail_state"),
    path("outbox/<int:number>/sending", outbox.sending, name="mail_sending"),
    path("me", account.me, name="me"),
    path("me/tokens/<int:number>/end", account.token_end, name="token_end"),
]

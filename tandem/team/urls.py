"""Addresses of the team."""

from django.urls import path

from tandem.team.views import account, comments, inputs, invitations, members, notices, outbox, people, team

app_name = "team"
urlpatterns = [
    path("team", team.team, name="team"),
    path("members", team.members, name="members"),
    path("members/<int:number>", team.member, name="member"),
    path("members/<int:number>/role", members.role, name="member_role"),
    path("members/<int:number>/departure", members.departure, name="member_departure"),
    path("members/<int:number>/return", members.coming_back, name="member_return"),
    path("invitations", invitations.invitations, name="invitations"),
    path("invitations/<int:number>/sending", invitations.sending, name="invitation_sending"),
    path("invitations/<int:number>/withdrawal", invitations.withdrawal, name="invitation_withdrawal"),
    path("join/<str:secret>", invitations.join, name="join"),
    path("workspace", team.workspace, name="workspace"),
    path("products", team.products, name="products"),
    path("products/<slug:product>/team", team.product_team, name="product"),
    path("products/<slug:product>/owners", team.owners, name="owners"),
    path("products/<slug:product>/people", people.people, name="people"),
    path("products/<slug:product>/people/<int:number>/leaving", people.leaving, name="person_leaving"),
    path("products/<slug:product>/restriction", people.restriction, name="restriction"),
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

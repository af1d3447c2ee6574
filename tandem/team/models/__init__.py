"""Members, products, who answers for them, and what passes across the seam."""

from tandem.team.models.acceptance import Acceptance
from tandem.team.models.activity import Activity, ActivityOwner, Consulted, LeftOut
from tandem.team.models.area_owner import AreaOwner
from tandem.team.models.comment import Comment
from tandem.team.models.custom_field import CustomField, FieldOption, FieldValue
from tandem.team.models.digest import Digest
from tandem.team.models.follow import Choices, Follow
from tandem.team.models.input import Answer, Input
from tandem.team.models.insider import Insider
from tandem.team.models.invitation import Invitation
from tandem.team.models.mail import Mail
from tandem.team.models.matter import Matter
from tandem.team.models.member import Console, Member
from tandem.team.models.notice import Notice
from tandem.team.models.product import Accountability, Delegation, Product, ProductLine
from tandem.team.models.snooze import Snooze
from tandem.team.models.token import Token
from tandem.team.models.webhook import Webhook, WebhookMessage
from tandem.team.models.workspace import Workspace

__all__ = [
    "Acceptance",
    "Accountability",
    "Activity",
    "ActivityOwner",
    "Answer",
    "AreaOwner",
    "Choices",
    "Comment",
    "Console",
    "Consulted",
    "CustomField",
    "Delegation",
    "Digest",
    "FieldOption",
    "FieldValue",
    "Follow",
    "Input",
    "Insider",
    "Invitation",
    "LeftOut",
    "Mail",
    "Matter",
    "Member",
    "Notice",
    "Product",
    "ProductLine",
    "Snooze",
    "Token",
    "Webhook",
    "WebhookMessage",
    "Workspace",
]

"""Members: the people who sign in. Charter customers are contacts and never members."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.permissions import AREA_OWNER, ROLES, allows, within

if TYPE_CHECKING:
    from tandem.team.models.product import Product


class MemberQuerySet(NamedQuerySet):
    """Members; colleagues see one another."""

    def active(self) -> MemberQuerySet:
        return self.filter(is_active=True, item__retired_at=None)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """What the sign-in library asks for: members are found by e-mail, whatever its case."""

    def get_queryset(self) -> MemberQuerySet:
        """With the item, which holds the name that every page shows."""
        found: MemberQuerySet = super().get_queryset().select_related("item")
        return found

    def get_by_natural_key(self, email: str | None) -> Member:
        found: Member = self.get(email__iexact=email)
        return found


@kept(personal=["password", "last_login"])
class Member(AbstractBaseUser, Named):
    """A person on the team: name, e-mail, role in the workspace."""

    kind: ClassVar[str] = "member"
    draft_act: ClassVar[str] = "administer"
    revisable: ClassVar[tuple[str, ...]] = ("role",)
    USERNAME_FIELD: ClassVar[str] = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    email = models.EmailField(max_length=254, unique=True)
    role = models.CharField(max_length=14, choices=[(role, role) for role in ROLES], default="contributor")
    is_active = models.BooleanField(default=True)

    objects = MemberManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="member_email")]

    def __str__(self) -> str:
        return self.item.title

    @classmethod
    @recorded("joined", act="administer", facts=("role",))
    def join(cls, name: str, *, email: str, role: str = "contributor", password: str | None = None, by: Any) -> Member:
        """Add a person to the team. An e-mail address belongs to one member."""
        if cls.objects.filter(email__iexact=email).exists():
            raise Refused(f"{email} already belongs to a member.")
        member = cls._make(name, email=email.strip().lower(), role=role)
        member.set_password(password)
        member.save(update_fields=["password"])
        return member

    @recorded("changed the role", act="administer", facts=("role",))
    def take_role(self, role: str, *, by: Any, because: str = "") -> None:
        """Give a person another role in the workspace, from the next page on. One administrator always stays."""
        if role not in ROLES:
            raise Refused("That is no role that Tandem knows.")
        if role != "administrator":
            self._refuse_without_administrator()
        self.role = role
        self.save(update_fields=["role"])

    @recorded("left", act="administer")
    def leave(self, *, by: Any, because: str = "") -> None:
        """End a person's access at once, and what was delegated to them; what they did stays in the record under their
        name. `come_back` lets them in again.
        """
        from tandem.team.models.product import Delegation
        from tandem.team.models.workspace import day_at_work

        self._refuse_without_administrator()
        Delegation.objects.current().filter(member=self).update(ended_on=day_at_work())
        self.is_active = False
        self.save(update_fields=["is_active"])

    @recorded("came back", act="administer")
    def come_back(self, *, by: Any, because: str = "") -> None:
        """Let a person in again who had left, with the role they had; what they handed over stays where it is."""
        self.is_active = True
        self.save(update_fields=["is_active"])

    def _refuse_without_administrator(self) -> None:
        """Of two administrators who take each other's role at one moment, the second waits and is refused."""
        administrators = Member.objects.filter(role="administrator", is_active=True).order_by("pk")
        others = [
            pk for pk in administrators.select_for_update(of=("self",)).values_list("pk", flat=True) if pk != self.pk
        ]
        if self.role == "administrator" and self.is_active and not others:
            raise Refused(f"{self} is the only administrator; make somebody else one first.")

    @property
    def initials(self) -> str:
        words = self.title.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def may(self, act: str, about: Any = None) -> bool:
        """Whether this person may do `act` with a product or anything that belongs to one. Who sees personal data is
        for the workspace to say, by role; whoever holds a seat of some product sees it.
        """
        if act == "see personal data" and (workspace := _the_workspace()):
            accepts = any(hats - {AREA_OWNER} for hats in self._hats_by_product.values())
            return self.is_active and (self.role not in workspace.masked_for or accepts)
        product = _product_id(about)
        hats = within(act, self.hats(product), self._scopes.get(product or 0, {}))
        return self.is_active and allows(act, hats)

    def hats(self, product: int | None) -> frozenset[str]:
        """The workspace role, and what this person is for the product whose item id is given."""
        return frozenset((self.role, *self._hats_by_product.get(product or 0, ())))

    def visible_products(self) -> Any:
        """Item ids of the products this person may see, as a subquery."""
        from tandem.team.models.insider import Insider
        from tandem.team.models.product import Product

        products = Product.objects.all()
        if self.role not in ("administrator", "head"):
            own = [product for product, hats in self._hats_by_product.items() if hats]
            named = Insider.objects.standing().filter(member=self.pk).values("product")
            products = products.filter(Q(restricted=False) | Q(pk__in=own) | Q(pk__in=named))
        return products.values("pk")

    def products(self) -> models.QuerySet[Product]:
        from tandem.team.models.product import Product

        return Product.objects.visible_to(self).in_use().select_related("item").order_by("item__number")

    @cached_property
    def _hats_by_product(self) -> dict[int, set[str]]:
        from tandem.team.models.area_owner import AreaOwner
        from tandem.team.models.product import Accountability

        hats: dict[int, set[str]] = {}
        seats = Accountability.objects.current().filter(member=self).values_list("product", "side")
        areas = AreaOwner.objects.current().filter(member=self).values_list("product", models.Value(AREA_OWNER))
        for product, hat in seats.union(areas):
            hats.setdefault(product, set()).add(hat)
        for product, delegated in self._scopes.items():
            hats.setdefault(product, set()).update(delegated)
        return hats

    @cached_property
    def _scopes(self) -> dict[int, dict[str, tuple[str, ...]]]:
        """By product and delegate's hat, the acts it was given for; none named means all."""
        from tandem.team.models.product import Delegation

        scopes: dict[int, dict[str, tuple[str, ...]]] = {}
        for row in Delegation.objects.current().filter(member=self):
            scopes.setdefault(row.product_id, {})[f"{row.side} delegate"] = tuple(row.acts)
        return scopes

    @property
    def hats_by_product(self) -> dict[int, set[str]]:
        """What this person is for each product where that is anything: an owner, or a delegate of one."""
        return self._hats_by_product

    def forget_hats(self) -> None:
        """Ask the database anew who answers for what."""
        self.__dict__.pop("_hats_by_product", None)
        self.__dict__.pop("_scopes", None)


class Console:
    """Whoever has the machine's console: makes the first administrator and the demo company. Events show no member."""

    pk = None
    title = "The console"

    def may(self, act: str, about: Any = None) -> bool:
        return True

    def visible_products(self) -> Any:
        from tandem.team.models.product import Product

        return Product.objects.values("pk")


def _the_workspace() -> Any:
    from tandem.team.models.workspace import the_workspace

    return the_workspace()


def _product_id(about: Any) -> int | None:
    """The item id of the product something belongs to, or None for what belongs to the whole workspace."""
    item = about if isinstance(about, Item) else getattr(about, "item", None)
    if item is None:
        return None
    return item.pk if item.kind == "product" else item.product_id

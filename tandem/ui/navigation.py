"""What the rail lists. Stages register their screens at start-up, so that the shell draws them without knowing them.

A stage says, in its AppConfig.ready:

    navigation.add(NavItem("evidence", "Evidence", "message-square", "evidence:notes", place=1, count=notes_heard))

and team says once who the products and sides come from:

    navigation.describe(workspace=workspace_name, products=products_of, side=side_of)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from django.urls import NoReverseMatch, reverse


class Product(Protocol):
    """As much of a product as the rail needs."""

    @property
    def name(self) -> str: ...

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class NavItem:
    """One screen in the rail; `count` answers with the short figure beside its name, or None; `unread` with how much of
    it came since the member's last look, as 7 or 99+, or with nothing. A figure that `stays` is the same for everyone
    and changes only when something is recorded.
    """

    key: str
    label: str
    icon: str
    url_name: str
    place: int
    count: Callable[[Any, Any], str | None] | None = None
    unread: Callable[[Any, Any], str] | None = None
    scope: Literal["product", "workspace"] = "product"
    stays: bool = False
    in_rail: bool = True  # else the palette alone goes there

    def url(self, product: Product | None) -> str | None:
        """Where it leads, or None while its stage has no such page."""
        named = {"product": product.slug} if self.scope == "product" and product else {}
        try:
            return reverse(self.url_name, kwargs=named)
        except NoReverseMatch:
            return None


@dataclass(frozen=True)
class Link:
    """One screen as the rail draws it for one member and one product."""

    key: str
    label: str
    icon: str
    url: str
    count: str | None
    current: bool
    unread: str = ""


def _no_products(member: Any) -> Iterable[Any]:
    return ()


def _no_side(member: Any, product: Any) -> str:
    return ""


def _no_note(member: Any, product: Any) -> str | None:
    return None


def _nothing_hidden(product: Any) -> set[str]:
    return set()


def _nothing_beside(request: Any) -> None:
    return None


def _counted_now(product: Any, count: Callable[[], dict[str, str | None]]) -> dict[str, str | None]:
    return count()


@dataclass
class Navigation:
    """The registered screens, and the three questions that only team can answer."""

    items: dict[str, NavItem] = field(default_factory=dict)
    workspace: Callable[[], str] = lambda: "Tandem"
    products: Callable[[Any], Iterable[Any]] = _no_products
    side: Callable[[Any, Any], str] = _no_side
    quick_note: Callable[[Any, Any], str | None] = _no_note  # where this member writes down what a customer said

    kept: Callable[[Any, Callable[[], dict[str, str | None]]], dict[str, str | None]] = _counted_now
    beside: Callable[[Any], tuple[str, dict[str, Any]] | None] = _nothing_beside  # a template with its context
    hidden: Callable[[Any], set[str]] = _nothing_hidden  # screens not drawn while nothing is there

    def add(self, item: NavItem) -> None:
        """Registering the same key again replaces the screen."""
        self.items[item.key] = item

    def describe(
        self,
        *,
        workspace: Callable[[], str],
        products: Callable[[Any], Iterable[Any]],
        side: Callable[[Any, Any], str] = _no_side,
        kept: Callable[[Any, Callable[[], dict[str, str | None]]], dict[str, str | None]] = _counted_now,
    ) -> None:
        """Team says what the workspace is called, which products a member sees, on which side the member rides, and how
        figures are kept that stay.
        """
        self.workspace, self.products, self.side, self.kept = workspace, products, side, kept

    def links(self, scope: str, product: Any, member: Any, section: str) -> list[Link]:
        """The screens of one scope in their places, without those whose pages do not exist."""
        if scope == "product" and product is None:
            return []
        hidden = self.hidden(product) - {section} if scope == "product" else set()
        shown = (item for key, item in self.items.items() if item.scope == scope and item.in_rail and key not in hidden)
        found = sorted(shown, key=lambda item: item.place)
        counts = self._counts(found, product, member)
        return [
            Link(
                item.key, item.label, item.icon, url, counts.get(item.key), item.key == section,
                item.unread(product, member) if item.unread else "",
            )
            for item in found
            if (url := item.url(product))
        ]  # fmt: skip

    def home(self, product: Any) -> str:
        """The first screen of a product: where its name leads."""
        first = min(
            (item for item in self.items.values() if item.scope == "product"), key=lambda item: item.place, default=None
        )
        return (first and first.url(product)) or "/"

    def _counts(self, items: Iterable[NavItem], product: Any, member: Any) -> dict[str, str | None]:
        """The figure of each screen; those that stay are asked for together."""

        def counted(some: list[NavItem]) -> dict[str, str | None]:
            return {item.key: item.count(product, member) for item in some if item.count}

        all_items = list(items)
        staying = [item for item in all_items if item.stays]
        kept = self.kept(product, lambda: counted(staying)) if staying and product else {}
        return {**counted([item for item in all_items if not item.stays]), **kept}


navigation = Navigation()

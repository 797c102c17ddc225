"""The columns that a list of people and companies can have: what stands in them and how a list sorts by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CHANNELS, CustomField, Party
from rapport.apps.customers.rights import OWN_FIELDS, fields_of
from rapport.kernel.conditions import registered
from rapport.kernel.paging import Order

DEFAULT_COLUMNS = ("name", "email", "phone", "region", "tags", "acquired_at")
MOST_COLUMNS = 20
# What many records can have in common, and so can be given to many at once; the rest is each record's own.
KEYS = ("region_id", "account_manager_id", "sales_rep_id", "service_team_id")
TEXTS = ("city", "postal_code", "street", "job_title", "gender", "industry", "company_size", "website", "language")
SHARED_FIELDS = (*KEYS, *TEXTS, "preferred_channel", "acquisition_channel", "birth_date")
# The relation in which what rooms above worked out is kept, one row a trait.
TRAITS = "traits"
Choices = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` says how its cells are shown, `fact` which fact an edit in a cell changes.

    `order` is set where an index carries the sorting of a list of any length; `path` names what shorter lists are
    sorted by. `beside` is what has to be read with the rows. A column of a field of the workspace's own has its `own`.
    A trait bears the name of the condition that asks about it, and sorts in the order of its choices.
    """

    key: str
    title: str | Promise
    kind: str = "text"
    fact: str = ""
    order: Order | None = None
    path: str = ""
    beside: tuple[str, ...] = ()
    choices: Choices = ()
    own: CustomField | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields that a reader must be allowed to see."""
        return ("email", "phone") if self.key == "contact" else (self.key,)


def _text(name: str, title: str | Promise, *, order: Order | None = None, choices: Choices = ()) -> Column:
    return Column(name, title, "choice" if choices else "text", fact=name, order=order, path=name, choices=choices)


def _indexed_text(column: str) -> Order:
    return Order(column, known=Q(**{f"{column}__gt": ""}), unknown=Q(**{column: ""}))


def _indexed_moment(column: str) -> Order:
    return Order(column, known=Q(**{f"{column}__isnull": False}), unknown=Q(**{f"{column}__isnull": True}))


def _beside(name: str, title: str | Promise, path: str, kind: str = "text", fact: str = "") -> Column:
    return Column(name, title, kind, fact=fact, path=path, beside=(path.rpartition("__")[0],))


OF_RECORDS = (
    Column("name", _("Name"), "name", fact="name", order=Order("name")),
    Column("contact", _("Contact")),
    _text("email", _("E-mail"), order=_indexed_text("email_normal")),
    _text("phone", _("Phone"), order=_indexed_text("phone_normal")),
    Column("kind", _("Kind"), "kind", path="kind"),
    _beside("region", _("Region"), "region__name", fact="region_id"),
    _text("city", _("City"), order=_indexed_text("city")),
    _text("postal_code", _("Postal code")),
    _text("street", _("Street")),
    _beside("company", _("Works for"), "company__name", "record"),
    _text("job_title", _("Position")),
    _text("given_name", _("First name")),
    _text("family_name", _("Family name")),
    Column("birth_date", _("Date of birth"), "date", fact="birth_date", path="birth_date"),
    _text("gender", _("Gender")),
    _text("industry", _("Industry")),
    _text("company_size", _("Size")),
    _text("website", _("Website")),
    _text("tax_number", _("Tax number")),
    _text("language", _("Language")),
    _text("preferred_channel", _("Preferred channel"), choices=tuple(CHANNELS)),
    _text("acquisition_channel", _("Came through")),
    _text("external_id", _("Customer number")),
    Column("tags", _("Tags"), "tags"),
    _beside("account_manager", _("Account manager"), "account_manager__user__name", fact="account_manager_id"),
    _beside("sales_rep", _("Sales rep"), "sales_rep__user__name", fact="sales_rep_id"),
    _beside("service_team", _("Service team"), "service_team__name", fact="service_team_id"),
    Column("first_seen_at", _("First seen"), "day", order=_indexed_moment("first_seen_at")),
    Column("acquired_at", _("Customer since"), "day", order=_indexed_moment("acquired_at")),
    Column("created_at", _("Added"), "day", order=Order("created_at")),
)


def columns_for(member: Member) -> dict[str, Column]:
    """Every column the member may see, by key: those of records, of traits, then of the workspace's own fields."""
    fields = fields_of(member)
    own = CustomField.objects.of(member).filter(archived_at=None).order_by("position", "title")
    offered = [*OF_RECORDS, *trait_columns(), *(_of_own_field(field) for field in own)]
    return {column.key: column for column in offered if all(fields.shows(name) for name in column.needs)}


@cache
def trait_columns() -> tuple[Column, ...]:
    """A column for each trait that can be asked about."""
    asked = [one for one in registered() if one.is_trait]
    return tuple(
        Column(one.name, one.title, "trait", path=f"{TRAITS}__value", choices=one.fixed_choices) for one in asked
    )


def chosen(offered: dict[str, Column], keys: Sequence[str]) -> list[Column]:
    """The columns in the order asked for; what does not exist is left out, and the name always stands first."""
    wanted = list(dict.fromkeys(["name", *(keys or DEFAULT_COLUMNS)]))
    return [offered[key] for key in wanted if key in offered][:MOST_COLUMNS]


def value_of(column: Column, party: Party) -> Any:
    """What stands in a cell, as a Python value; None or an empty text where nothing is known."""
    if column.own is not None:
        return party.attributes.get(column.own.key)
    if column.key == "contact":
        return party.email or party.phone
    if column.key == "tags":
        return [tagging.tag.name for tagging in party.taggings.all()]
    if column.kind == "trait":
        return next((one.value for one in party.traits.all() if one.name == column.key), "")
    return getattr(party, column.key)


def _of_own_field(field: CustomField) -> Column:
    choices = tuple((choice, choice) for choice in field.choices)
    return Column(
        f"{OWN_FIELDS}.{field.key}",
        field.title,
        field.kind,
        fact=f"{OWN_FIELDS}.{field.key}",
        path="" if field.kind == CustomField.Kind.CHOICES else f"{OWN_FIELDS}.{field.key}",
        choices=choices,
        own=field,
    )

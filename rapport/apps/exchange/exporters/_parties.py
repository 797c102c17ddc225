"""People and companies as rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField, Party, PartyTag, Trait
from rapport.apps.customers.queries.columns import trait_columns
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Row

PORTION = 1_000
AMOUNT_PARTS = 10_000
PLAIN = (
    Column("external_id", "Customer number", "identifier"),
    Column("name", "Full name"),
    Column("given_name", "First name"),
    Column("family_name", "Last name"),
    Column("email", "E-mail address"),
    Column("phone", "Phone", "identifier"),
    Column("company", "Works for"),
    Column("job_title", "Job title"),
    Column("region", "Country or region"),
    Column("street", "Street"),
    Column("city", "City"),
    Column("postal_code", "Postal code", "identifier"),
    Column("birth_date", "Date of birth", "day"),
    Column("gender", "Gender"),
    Column("industry", "Industry"),
    Column("company_size", "Size", "identifier"),
    Column("website", "Website"),
    Column("tax_number", "Tax number", "identifier"),
    Column("language", "Language"),
    Column("account_manager", "Account manager"),
    Column("sales_rep", "Sales rep"),
    Column("service_team", "Service team"),
    Column("acquisition_channel", "Came through"),
    Column("first_seen", "Known since", "moment"),
    Column("tags", "Tags"),
)
OF_PEOPLE = {"given_name", "family_name", "company", "job_title", "birth_date", "gender"}
OF_COMPANIES = {"industry", "company_size", "tax_number"}
READ_AS = {
    "company": "company__name",
    "region": "region__name",
    "first_seen": "first_seen_at",
    "service_team": "service_team__name",
}
CARERS = ("account_manager", "sales_rep")
KINDS: dict[str, Any] = {"number": "number", "amount": "amount", "date": "day", "yes_no": "yes_no"}


def columns_of(member: Member, kind: str) -> list[Column]:
    """The columns of people, or of companies, that the member sees: what was worked out, then the own fields last."""
    left_out = OF_COMPANIES if kind == Party.Kind.PERSON else OF_PEOPLE
    called = {} if kind == Party.Kind.PERSON else {"name": Column("name", "Name")}
    plain = [called.get(column.name, column) for column in PLAIN if column.name not in left_out]
    own = [
        Column(f"attributes.{field.key}", field.title, KINDS.get(field.kind, "text")) for field in _own(member, kind)
    ]
    worked_out = [Column(one.key, str(one.title)) for one in trait_columns()]
    return [column for column in [*plain, *worked_out, *own] if fields_of(member).shows(column.name)]


def rows_of(member: Member, kind: str) -> Iterator[Row]:
    """All people, or all companies, that the member's rights reach, by their ids."""
    columns = columns_of(member, kind)
    own = {f"attributes.{field.key}": field for field in _own(member, kind)}
    rows = Party.objects.within(member, "customers.view").filter(kind=kind, archived_at=None)
    wanted = [READ_AS.get(column.name, column.name) for column in columns if column.name in {c.name for c in PLAIN}]
    wanted = [name for name in wanted if name != "tags"]
    attributes = ["attributes"] if own else []
    names = _carers(member)
    last = 0
    while True:
        portion = list(rows.filter(pk__gt=last).order_by("pk").values("pk", *wanted, *attributes)[:PORTION])
        ids = [values["pk"] for values in portion]
        tags, traits = _tags(member, ids), _traits(member, ids)
        for values in portion:
            row = {column.name: values.get(READ_AS.get(column.name, column.name)) for column in columns}
            row |= {name: names.get(values[name], "") for name in CARERS}
            row |= {"tags": ", ".join(tags[values["pk"]]), **traits[values["pk"]]}
            for name, field in own.items():
                row[name] = shown(field, (values["attributes"] or {}).get(field.key))
            yield row
        if len(portion) < PORTION:
            return
        last = portion[-1]["pk"]


def _carers(member: Member) -> dict[int, str]:
    """How a file calls those who look after customers: by name, by address where others are called so as well."""
    found = list(Member.objects.of(member).with_account().select_related("user"))
    times = Counter(one.user.name.casefold() for one in found)
    return {one.pk: one.user.name if times[one.user.name.casefold()] == 1 else one.user.email for one in found}


def shown(field: CustomField, value: Any) -> Any:
    """The value of an own field as a file holds it: amounts in units, several choices as one text."""
    if value is not None and field.kind == CustomField.Kind.AMOUNT:
        return Decimal(value) / AMOUNT_PARTS
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _own(member: Member, kind: str) -> list[CustomField]:
    rows = CustomField.objects.of(member).filter(archived_at=None)
    return list(rows.filter(used_for__in=(kind, CustomField.For.BOTH)))


def _traits(member: Member, party_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What was worked out about each, in words."""
    words = {column.key: {value: str(said) for value, said in column.choices} for column in trait_columns()}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Trait.objects.of(member).filter(party__in=party_ids, name__in=list(words))
    for party_id, name, value in rows.values_list("party", "name", "value"):
        found[party_id][name] = words[name].get(value, value)
    return found


def _tags(member: Member, party_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    taggings = PartyTag.objects.of(member).filter(party__in=party_ids).order_by("tag__name")
    for party_id, name in taggings.values_list("party", "tag__name"):
        found[party_id].append(name)
    return found

"""Importers of the records that other tools have kept: each made from its kind, by what its columns are called."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rapport.apps.exchange.importers._entry import Field, FieldKind, Importer, Option
from rapport.apps.exchange.importers._record_sink import RecordsSink, Said, Telling, plain_word
from rapport.apps.exchange.importers.products import CURRENCY
from rapport.apps.tracking.record_kinds import RecordField, RecordKind, catalogue
from rapport.kernel.headings import Named

ORDER_OF_FIRST = 10
KINDS: dict[str, FieldKind] = {"moment": "moment", "amount": "amount", "yes_no": "flag"}
NUMBER = (
    *("customer id", "customer no", "customer number", "customerid", "user id", "household id"),
    *("kundennummer", "id cliente", "numéro client", "client id"),
)
EMAIL = ("email", "e-mail", "email address", "customer email", "correo", "mail", "e-mail-adresse", "adresse e-mail")
NAME = ("customer name", "full name", "cliente", "kunde", "client name", "contact name")
COMMON: dict[str, Sequence[str]] = {
    "region": ("country", "region", "land", "país", "pays", "market", "state"),
    "channel": ("channel", "source", "medium", "canal", "kanal", "via"),
    "campaign": ("campaign", "campaign name", "campaña", "kampagne", "campagne", "campanha"),
    "currency": ("currency", "currency code", "moneda", "währung", "devise", "moeda"),
}
CHANNEL = Option("channel", "Channel", "For rows that do not say it themselves. May be empty.")
EXTRA_TITLES = {"customers_created": "Customers added", "anonymous_records": "Without a customer"}


@dataclass(frozen=True, slots=True)
class Customer:
    """How the columns are called that say who a record is about."""

    numbers: Sequence[str] = NUMBER
    emails: Sequence[str] = EMAIL
    names: Sequence[str] = NAME


def records_importer(
    name: str,
    *,
    synonyms: Mapping[str, Sequence[str]],
    words: Mapping[str, Mapping[str, str]] | None = None,
    customers: Mapping[str, Customer] | None = None,
    options: Sequence[Option] = (),
    also: Sequence[Field] = (),
    made_of: Mapping[str, Sequence[str]] | None = None,
    complete: Callable[[Said], None] | None = None,
    split: Callable[[Said, frozenset[str]], list[Said]] | None = None,
    one_of: Sequence[tuple[str, ...]] = (),
) -> Importer:
    """The importer of a kind of records.

    `synonyms` are column names by field, `words` what the choices of a field are called elsewhere. An option named
    like a field says it for rows that do not. Fields in `also` tell of a record in another way: `complete` makes the
    kind's own of them, as `made_of` says, and `split` several records of one row.
    """
    kind = catalogue.get(name)
    people = dict(customers or {"customer": Customer()})
    named = {one: Named.fields(one) for one in people}
    told = {**COMMON, **synonyms}
    money = (CURRENCY,) if any(kind.kind_of(one) == "currency" for one in kind.fields) else ()
    filled = {*(made_of or {}), *(option.name for option in (*money, *options))}
    needed = tuple(named[one.name][:2] for one in kind.fields if one.name in people and kind.is_required(one))
    return Importer(
        name=name,
        title=str(kind.title),
        help=str(kind.help),
        noun=str(kind.noun),
        fields=(*_all_fields(kind, told, people, filled), *also),
        sink=partial(RecordsSink, Telling(kind, named, _choices(kind, words or {}), complete, split, made_of or {})),
        options=(*money, *options),
        one_of=(*needed, *one_of),
        extra_titles=EXTRA_TITLES,
        order=ORDER_OF_FIRST + kind.order,
    )


def _all_fields(
    kind: RecordKind, told: Mapping[str, Sequence[str]], people: Mapping[str, Customer], filled: set[str]
) -> Iterator[Field]:
    yield _number(kind, told.get("external_id", ()))
    for one in kind.fields:
        yield from _fields(kind, one, told, people, filled)


def _number(kind: RecordKind, synonyms: Sequence[str]) -> Field:
    help_text = "A record with the same number is updated, not added. Without one it follows from what the row says."
    return Field("external_id", str(kind.number_title), help_text, kind="identifier", synonyms=tuple(synonyms))


def _fields(
    kind: RecordKind,
    one: RecordField,
    told: Mapping[str, Sequence[str]],
    people: Mapping[str, Customer],
    filled: set[str],
) -> list[Field]:
    if one.name in people:
        return _of_person(kind, one, people[one.name])
    required = kind.is_required(one) and one.name not in filled
    return [
        Field(
            one.name,
            str(one.title),
            _help(kind, one),
            kind=_sort(kind, one),
            required=required,
            synonyms=tuple(told.get(one.name, ())),
        )
    ]


def _of_person(kind: RecordKind, one: RecordField, customer: Customer) -> list[Field]:
    """Three columns that may say who it is."""
    names, titles = Named.fields(one.name), Named.titles(one.name, str(one.title))
    meaning = "" if kind.is_required(one) else f"{kind.help_of(one)} Of several in a cell, the first."
    by_mail = "Used where there is no number."
    return [
        Field(names.number, titles.number, meaning, kind="identifier", synonyms=tuple(customer.numbers)),
        Field(names.email, titles.email, by_mail, kind="email", synonyms=tuple(customer.emails)),
        Field(names.name, titles.name, "Used where they are new.", synonyms=tuple(customer.names)),
    ]


def _help(kind: RecordKind, one: RecordField) -> str:
    choices = kind.choices_of(one)
    if kind.kind_of(one) == "currency":
        return "Where the file holds several currencies."
    return ", ".join(value for value, _ in choices) + "." if choices else str(kind.help_of(one))


def _sort(kind: RecordKind, one: RecordField) -> FieldKind:
    sort = kind.kind_of(one)
    if kind.fact.column(one.name).type == "id":
        return "identifier"
    if sort != "number":
        return KINDS.get(sort, "text")
    return "share" if one.high == 1 else "minutes" if one.name.endswith("minutes") else "number"


def _choices(kind: RecordKind, words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """By field, the words for each choice: its own, its title, and those that other tools use."""
    found: dict[str, dict[str, str]] = {}
    for one in kind.fields:
        if choices := kind.choices_of(one):
            own = {plain_word(said): value for value, title in choices for said in (value, str(title))}
            found[one.name] = own | {plain_word(said): value for said, value in words.get(one.name, {}).items()}
    return found

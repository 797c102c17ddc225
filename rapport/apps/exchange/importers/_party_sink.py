"""Rows of people and companies: each row is one party."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, party_errors, record_parties
from rapport.apps.exchange.importers._entry import Field, Problem, Record, Setting, Written
from rapport.apps.exchange.importers._people_behind import Parties, Regions, who

COPIED = ("given_name", "family_name", "phone", "city", "postal_code", "gender", "industry", "company_size")
REGION = Field(
    "region",
    "Country or region",
    "The place the business counts by; written as in the file.",
    synonyms=(
        "country",
        "region",
        "state",
        "land",
        "país",
        "pais",
        "pays",
        "região",
        "provincia",
        "bundesland",
        "billing country",
        "default address country code",
        "country code",
        "market",
        "address country",
    ),
)
CITY = Field(
    "city",
    "City",
    "",
    synonyms=("town", "ciudad", "stadt", "ort", "ville", "cidade", "billing city", "default address city"),
)
POSTAL_CODE = Field(
    "postal_code",
    "Postal code",
    "",
    kind="identifier",
    synonyms=(
        "zip",
        "zip code",
        "postcode",
        "plz",
        "código postal",
        "code postal",
        "billing postcode",
        "default address zip",
    ),
)
PHONE = Field(
    "phone",
    "Phone",
    "",
    synonyms=("telephone", "mobile", "teléfono", "telefon", "téléphone", "telefone", "phone number", "billing phone"),
)
SINCE = Field(
    "first_seen",
    "Known since",
    "When you first heard of them.",
    kind="moment",
    synonyms=(
        "created at",
        "created",
        "sign up date",
        "date registered",
        "customer since",
        "optin time",
        "fecha de alta",
        "kunde seit",
        "registered",
    ),
)
CHANNEL = Field(
    "acquisition_channel",
    "Came through",
    "The channel they were won by, such as search or a friend.",
    synonyms=("channel", "source", "lead source", "acquisition channel", "utm source", "origen", "quelle", "canal"),
)
TAGS = Field(
    "tags",
    "Tags",
    "Words separated by commas.",
    kind="words",
    synonyms=("tag", "labels", "etiquetas", "schlagworte", "étiquettes"),
)


@dataclass(slots=True)
class PartyRow:
    """A party as its row says it, before regions and companies have ids."""

    facts: PartyFacts
    region: str | None
    company: str | None


class PartySink:
    """Writes parties of one kind."""

    kind: ClassVar[str] = Party.Kind.PERSON
    fields: ClassVar[tuple[Field, ...]] = ()
    noun: ClassVar[str] = "Person"

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.regions = Regions(setting)
        self.parties = Parties(setting)

    def survey(self, values: Sequence[Any]) -> None:
        """Nothing to look at beforehand."""

    def prepare(self) -> Written:
        """Nothing to write beforehand."""
        return Written()

    def facts(self, record: Record) -> PartyRow:
        said = dict(zip((field.name for field in self.fields), record.rows[0], strict=True))
        facts = PartyFacts(
            name=said.get("name") or _full_name(said),
            kind=self.kind,
            external_id=said.get("external_id"),
            email=said.get("email"),
            acquisition_channel=said.get("acquisition_channel"),
            birth_date=said.get("birth_date"),
            first_seen_at=said.get("first_seen"),
            tags=said.get("tags") or (),
            place=f"line {record.line}",
            **{name: said.get(name) for name in COPIED},
        )
        if not (facts.name or facts.email or facts.external_id):
            raise Problem("name", "The row names nobody: it has neither a name, an e-mail address nor a number.")
        for field_name, message in party_errors(facts):
            raise Problem(field_name, message)
        return PartyRow(facts, said.get("region"), said.get("company"))

    def write(self, facts: Sequence[PartyRow]) -> Written:
        written = Written()
        regions = self.regions.ids(row.region for row in facts)
        companies = self._companies({row.company for row in facts if row.company}, written)
        for row in facts:
            row.facts.region_id = regions[row.region] if row.region else None
            row.facts.company_id = companies[row.company] if row.company else None
        fresh = self._without_known_names(facts, written)
        self._name_the_new(fresh)
        recorded = record_parties(self.setting.member, [row.facts for row in fresh], actor=self.setting.actor)
        written.created += recorded.created
        written.updated += recorded.updated
        written.unchanged += recorded.unchanged
        return written

    def _without_known_names(self, rows: Sequence[PartyRow], written: Written) -> list[PartyRow]:
        """Rows with nothing but a name are the party of that name, so that a file read twice makes nobody twice."""
        bare = [row for row in rows if not (row.facts.external_id or row.facts.email or row.facts.phone)]
        names = [row.facts.name for row in bare]
        known = Party.objects.of(self.setting.member).filter(kind=self.kind, name__in=names)
        taken = set(known.values_list("name", flat=True))
        kept = []
        for row in rows:
            if row in bare and row.facts.name in taken:
                written.unchanged += 1
                continue
            if row in bare:
                taken.add(row.facts.name)
            kept.append(row)
        return kept

    def _name_the_new(self, rows: Sequence[PartyRow]) -> None:
        nameless = [row.facts for row in rows if not row.facts.name]
        known = self.parties.find([who(facts.external_id, facts.email) for facts in nameless])
        for facts in nameless:
            found = who(facts.external_id, facts.email) in known
            facts.name = None if found else facts.email or f"{self.noun} {facts.external_id}"

    def _companies(self, names: set[str], written: Written) -> dict[str, int]:
        """Companies that people work for, by name; those unknown are made."""
        if not names:
            return {}
        companies = Party.objects.of(self.setting.member).filter(kind=Party.Kind.COMPANY, name__in=names)
        known = dict(companies.order_by("-pk").values_list("name", "pk"))
        missing = sorted(names - set(known))
        if missing:
            facts = [PartyFacts(name=name, kind=Party.Kind.COMPANY) for name in missing]
            recorded = record_parties(self.setting.member, facts, actor=self.setting.actor)
            known |= dict(zip(missing, recorded.ids, strict=True))
            written.count("companies_created", recorded.created)
        return known


def _full_name(said: dict[str, Any]) -> str | None:
    parts = [said.get("given_name"), said.get("family_name")]
    return " ".join(part for part in parts if part) or None

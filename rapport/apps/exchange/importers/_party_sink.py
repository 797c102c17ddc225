"""Rows of people and companies: each row is one party."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import (
    AnswerFacts,
    PartyFacts,
    PartyTrial,
    Recorded,
    Sample,
    country_code,
    party_errors,
    read_field,
    record_good_parties,
    record_parties,
)
from rapport.apps.exchange.importers._carers import FIELDS as CARER_FIELDS
from rapport.apps.exchange.importers._carers import Carers
from rapport.apps.exchange.importers._consents import FIELDS as CONSENT_FIELDS
from rapport.apps.exchange.importers._consents import Answers
from rapport.apps.exchange.importers._entry import PlainSink, Record, Setting, Written, noting, refuse
from rapport.apps.exchange.importers._erased import count_erased
from rapport.apps.exchange.importers._for_member import OWN, own_fields
from rapport.apps.exchange.importers._people_behind import Regions, not_made_yet, region_error
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

COPIED = (
    "given_name",
    "family_name",
    "phone",
    "street",
    "city",
    "postal_code",
    "job_title",
    "website",
    "tax_number",
    "gender",
    "industry",
    "company_size",
    "acquisition_channel",
)
SURVEYED = ("external_id", "email", "phone", "name", "given_name", "family_name")
NOBODY = "The row names nobody: it has neither a name, an e-mail address nor a number."
NAMING = {"name", "given_name", "family_name", "email", "external_id"}
NEVER_CLEARED = ("external_id", "name", "tags", *(field.name for field in CONSENT_FIELDS))
COLUMN_OF = {"region": "region_id", "company": "company_id", "first_seen": "first_seen_at"}
COLUMN_OF |= {field.name: f"{field.name}_id" for field in CARER_FIELDS}


@dataclass(slots=True)
class PartyRow:
    """A party as its row says it, before regions and companies have ids."""

    facts: PartyFacts
    region: str | None
    company: str | None
    answers: Sequence[AnswerFacts] = ()


class PartySink(PlainSink):
    """Writes parties of one kind."""

    kind: ClassVar[str] = Party.Kind.PERSON
    noun: ClassVar[str] = "Person"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.regions = Regions(setting)
        self.companies = Companies(setting)
        self.answers = Answers(setting)
        self.carers = Carers(setting.member)
        self._own = {f"{OWN}{field.key}": field for field in own_fields(setting.member, self.kind)}
        self._names = [field.name for field in setting.fields]
        self._repeats = Repeats()
        self._countries: dict[int, str] = {}
        self._trial: PartyTrial | None = None

    def survey(self, values: Sequence[Any]) -> None:
        """See which customers the file names more than once."""
        self._repeats.add(values)

    def facts(self, record: Record) -> PartyRow:
        row, found = self._read(record.rows[0], f"line {record.line}")
        refuse(found)
        return row

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """Whom a row means cannot be told while what names them could not be read."""
        _row, found = self._read(values, "")
        said = [("", message) if message == NOBODY and unread & NAMING else (name, message) for name, message in found]
        return [(name, message) for name, message in said if name and name not in unread]

    def _read(self, values: Sequence[Any], place: str) -> tuple[PartyRow, list[tuple[str, str]]]:
        """A row with everything that is wrong with it."""
        said = dict(zip(self._names, values, strict=True))
        found: list[tuple[str, str]] = []
        carers, attributes, answers = {}, {}, []
        with noting(found):
            carers = self.carers.ids(said)
        with noting(found):
            attributes = self._attributes(said)
        facts = self._facts(said, place, attributes, carers)
        if not (facts.name or facts.email or facts.external_id):
            found.append(("name", NOBODY))
        found += [(FIELD_OF.get(name, name), message) for name, message in party_errors(facts)]
        others = (("region", region_error(said.get("region"))), ("company", _company_error(said)))
        found += [(name, error) for name, error in others if error]
        with noting(found):
            answers = self.answers.read(said)
        return PartyRow(facts, said.get("region"), said.get("company"), answers), found

    def write(self, facts: Sequence[PartyRow]) -> Written:
        written = Written()
        regions = self.regions.ids(row.region for row in facts)
        companies = self.companies.ids({row.company for row in facts if row.company}, written)
        member, actor = self.setting.member, self.setting.actor
        placed = _placed(facts, regions, companies)
        count_erased(self.setting, placed, written)
        recorded = record_good_parties(member, placed, matching=self.setting.matching, actor=actor)
        written.created += recorded.created
        written.updated += recorded.updated
        written.unchanged += recorded.unchanged
        written.refused = recorded.refused
        self.answers.write(zip(self._writable(recorded), (row.answers for row in facts), strict=True), written)
        return written

    def judge(self, facts: Sequence[PartyRow], *, samples: int = 0) -> Written:
        regions = self.regions.judged(row.region for row in facts)
        companies = self.companies.judged({row.company for row in facts if row.company})
        trial = self._trial = self._trial or self._begun_trial()
        countries = {region_id: country_code(name.strip()) for name, region_id in regions.items() if region_id < 0}
        self._countries |= countries
        placed = _placed(facts, regions, companies)
        judged = trial.judge(placed, samples=samples)
        written = Written(judged.created, judged.updated, judged.unchanged, refused=judged.refused)
        count_erased(self.setting, placed, written)
        answers = zip(self._writable(judged), (row.answers for row in facts), strict=True)
        self.answers.judge(answers, written, again=judged.again)
        names = {"region_id": _by_id(regions), "company_id": _by_id(companies), **self.carers.names}
        written.samples = [_shown(sample, names) for sample in judged.samples]
        # Files name few countries, but any number of places that are none.
        for region_id in (region_id for region_id, code in countries.items() if not code):
            del self._countries[region_id]
        return written

    def _begun_trial(self) -> PartyTrial:
        setting, again = self.setting, self._repeats.comes_again
        return PartyTrial(setting.member, setting.matching, countries=self._countries, comes_again=again)

    def forget(self) -> None:
        self.regions.forget()
        self.companies.forget()

    def _writable(self, recorded: Recorded) -> list[int]:
        """The id of each row's party; 0 where it is known already and known ones are to stay as they are."""
        if self.setting.mode != "create":
            return recorded.ids
        states = zip(recorded.ids, recorded.states, strict=True)
        return [party_id if state == "created" else 0 for party_id, state in states]

    def _facts(
        self, said: dict[str, Any], place: str, attributes: dict[str, Any], carers: dict[str, Any]
    ) -> PartyFacts:
        number, email = said.get("external_id"), said.get("email")
        cleared = self.setting.cleared(said, NEVER_CLEARED)
        return PartyFacts(
            name=said.get("name") or _full_name(said),
            kind=self.kind,
            external_id=number,
            email=email,
            birth_date=said.get("birth_date"),
            first_seen_at=said.get("first_seen"),
            language=_language(said.get("language")),
            tags=said.get("tags") or (),
            attributes=attributes or None,
            cleared=[COLUMN_OF.get(name, name) for name in cleared if not name.startswith(OWN)],
            called=(email or (f"{self.noun} {number}" if number else ""))[:200],
            place=place,
            **{name: said.get(name) for name in COPIED},
            **carers,
        )

    def _attributes(self, said: dict[str, Any]) -> dict[str, Any]:
        """Values of the workspace's own fields; None for those to be emptied."""
        attributes: dict[str, Any] = {}
        found: list[tuple[str, str]] = []
        for name, field in self._own.items():
            value = said.get(name)
            if value is not None:
                try:
                    read_field(field, value)
                except Refused as error:
                    found.append((name, error.message))
                attributes[field.key] = value
            elif self.setting.clears and name in self.setting.mapped:
                attributes[field.key] = None
        refuse(found)
        return attributes


class Companies:
    """Companies that people work for, by name."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def ids(self, names: set[str], written: Written) -> dict[str, int]:
        """Their ids; those unknown are made."""
        known = self._known(names)
        missing = sorted(names - set(known))
        if missing:
            facts = [PartyFacts(name=name, kind=Party.Kind.COMPANY) for name in missing]
            recorded = record_parties(self._setting.member, facts, actor=self._setting.actor)
            known |= dict(zip(missing, recorded.ids, strict=True))
            written.count("companies_created", recorded.created)
        return known

    def judged(self, names: set[str]) -> dict[str, int]:
        """Their ids; those unknown get ids below zero."""
        known = self._known(names)
        return {name: known.get(name) or not_made_yet("company", name) for name in names}

    def forget(self) -> None:
        """Nothing is kept between batches that are written."""

    def _known(self, names: set[str]) -> dict[str, int]:
        companies = Party.objects.of(self._setting.member).filter(kind=Party.Kind.COMPANY, name__in=names)
        return dict(companies.order_by("-pk").values_list("name", "pk")) if names else {}


class Repeats:
    """Eight bytes for everything a row may be recognised by: enough to see which of it comes again."""

    def __init__(self) -> None:
        self._seen = array("q")
        self._again: set[int] | None = None

    def add(self, values: Sequence[Any]) -> None:
        """Note a row by the fields that are surveyed."""
        self._seen.extend(hash(mark) for mark in _marks(*values))

    def comes_again(self, facts: PartyFacts) -> bool:
        """May another row be about the same party?"""
        if self._again is None:
            different, counts = np.unique(np.frombuffer(self._seen, np.int64), return_counts=True)
            self._again = set(different[counts > 1].tolist()) if len(self._seen) else set()
        marks = _marks(facts.external_id, facts.email, facts.phone, facts.name, facts.given_name, facts.family_name)
        return any(hash(mark) in self._again for mark in marks)


def _marks(
    number: str | None, email: str | None, phone: str | None, name: str | None, given: str | None, family: str | None
) -> list[tuple[str, str]]:
    """What a row may be recognised by, so coarse that equal ones are never told apart."""
    digits = "".join(letter for letter in phone or "" if letter.isdigit())[-4:]
    full = name or " ".join(part for part in (given, family) if part)
    marks = [("number", (number or "").strip()), ("email", (email or "").strip().lower()), ("phone", digits)]
    return [mark for mark in [*marks, ("name", full.strip())] if mark[1]]


def _placed(rows: Sequence[PartyRow], regions: dict[str, int], companies: dict[str, int]) -> list[PartyFacts]:
    for row in rows:
        row.facts.region_id = regions[row.region] if row.region else None
        row.facts.company_id = companies[row.company] if row.company else None
    return [row.facts for row in rows]


def _by_id(ids: dict[str, int]) -> dict[int, str]:
    return {row_id: name for name, row_id in ids.items()}


def _shown(sample: Sample, names: dict[str, dict[int, str]]) -> dict[str, Any]:
    """A record that would be changed, with names for keys."""
    differences = [
        {"field": FIELD_OF.get(name, name), "before": _words(name, before, names), "after": _words(name, after, names)}
        for name, before, after in sample.differences
    ]
    return {"label": sample.label, "row_id": sample.row_id, "differences": differences}


def _words(name: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    if name in COLUMN_OF.values() and isinstance(value, int):
        return names.get(name, {}).get(value, f"#{value}")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {entry}" for key, entry in sorted(value.items()))
    return "" if value is None else str(value)[:200]


def _language(said: str | None) -> str | None:
    """The language as codes are written: `pt_BR` is pt-BR."""
    if not said:
        return said
    first, *rest = said.strip().replace("_", "-").split("-")
    return "-".join([first.lower(), *rest])


def _company_error(said: dict[str, Any]) -> str:
    return text_error(said.get("company") or "", longest=200)


def _full_name(said: dict[str, Any]) -> str | None:
    parts = [said.get("given_name"), said.get("family_name")]
    return " ".join(part for part in parts if part) or None


FIELD_OF = {column: name for name, column in COLUMN_OF.items()}

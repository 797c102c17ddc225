"""Rows of another tool's records: who each is about, what it says, and by which number it is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rapport.apps.customers.operations import PartyFacts, party_errors
from rapport.apps.exchange.importers._entry import PlainSink, Problem, Record, Setting, Written, refuse
from rapport.apps.exchange.importers._people_behind import (
    EqualOnes,
    Parties,
    Regions,
    Who,
    newcomer,
    not_made_yet,
    region_error,
    who,
)
from rapport.apps.tracking.operations import RecordFacts, RecordTrial, number_of, record_errors, record_records
from rapport.apps.tracking.record_kinds import RecordKind
from rapport.kernel.headings import Named

UNNUMBERED = 1_000
MISSING = "It is missing."
NOBODY_NAMED = "This needs somebody: a number or an e-mail address."
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sink must know of its kind of records: the people in it, the words for its choices, and what is made of
    a row beyond its own fields. `made_of` are the fields that others are made of.
    """

    kind: RecordKind
    people: Mapping[str, Named]
    choices: Mapping[str, Mapping[str, str]]
    complete: Callable[[Said], None] | None = None
    split: Callable[[Said, frozenset[str]], list[Said]] | None = None
    made_of: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """What a row tells: records, who they are about by field, how newcomers are called, and their region's name."""

    records: list[RecordFacts]
    people: dict[str, Who]
    names: dict[str, str | None]
    region: str | None
    unnumbered: list[tuple[RecordFacts, str]] = field(default_factory=list)


class RecordsSink(PlainSink):
    """Writes records of one kind, and on the way the customers and regions they name.

    A record without a number gets one that follows from what the row says. Where that does not mean one record for
    certain, equal ones are counted from the beginning of the file: the same file twice adds none, and equal rows
    within one file stay apart.
    """

    def __init__(self, telling: Telling, setting: Setting) -> None:
        super().__init__(setting)
        self.telling, self.kind = telling, telling.kind
        self.regions, self.parties = Regions(setting), Parties(setting)
        self._names = [one.name for one in setting.fields]
        self._about = telling.kind.fact.customer
        self._said = {name for name, named in telling.people.items() if {named.number, named.email} & setting.mapped}
        self._defaults = {one.name: value for one in telling.kind.fields if (value := self._default(one.name))}
        self._waiting: list[tuple[RecordFacts, str]] = []
        self._equal = EqualOnes()
        self._trial: RecordTrial | None = None

    def _default(self, name: str) -> str:
        if self.kind.kind_of(self.kind.field(name)) == "currency":
            return self.setting.currency
        return self.setting.options.get(name, "")

    def passed(self, record: Record) -> None:
        """Equal records are counted from the beginning of the file."""
        with suppress(Problem):
            self.facts(record)
        if len(self._waiting) >= UNNUMBERED:
            self._number_all()

    def facts(self, record: Record) -> Told:
        told, found = self._read(record.rows[0], f"line {record.line}")
        refuse(found)
        self._waiting += told.unnumbered
        return told

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """What is missing may be made of what could not be read."""
        hidden = unread | {named.email for name, named in self._people() if name in unread}
        hidden |= {name for name, named in self._people() if named.email in unread}
        found = self._read(values, "")[1]
        return [(name, words) for name, words in found if name not in hidden and words != MISSING]

    def _read(self, values: Sequence[Any], place: str) -> tuple[Told, list[tuple[str, str]]]:
        """The records of a row with everything that is wrong with them."""
        said = {name: value for name, value in zip(self._names, values, strict=True) if name in self.setting.mapped}
        for name, default in self._defaults.items():
            said[name] = said.get(name) or default
        if said.get("currency"):
            said["currency"] = said["currency"].upper()
        found: list[tuple[str, str]] = []
        for name, words in self.telling.choices.items():
            if written := said.get(name):
                said[name] = words.get(plain_word(written), written)
        people = {name: who(_first(said.get(named.number)), said.get(named.email)) for name, named in self._people()}
        names = {name: said.get(named.name) for name, named in self._people()}
        told = Told([], people, names, said.get("region"))
        for one in self._split(said):
            self._add(told, one, place, found)
        found += self._wrong_with(told)
        return told, list(dict.fromkeys(found))

    def _people(self) -> Iterable[tuple[str, Named]]:
        return self.telling.people.items()

    def _split(self, said: Said) -> list[Said]:
        if self.telling.complete:
            self.telling.complete(said)
        return self.telling.split(said, self.setting.mapped) if self.telling.split else [said]

    def _add(self, told: Told, said: Said, place: str, found: list[tuple[str, str]]) -> None:
        """One record of a row, with a number or waiting for one."""
        values: Said = {one.name: said[one.name] for one in self.kind.fields if one.name in said}
        stand_ins = {name: not_made_yet("party", *each) for name, each in told.people.items() if each.is_known}
        facts = RecordFacts({**values, **dict.fromkeys(told.people), **stand_ins}, said.get("external_id") or "", place)
        if "region" in values:
            facts.values["region"] = None
        if wrong := record_errors(self.kind, facts):
            # Rules are told beside other faults, so that nobody finds them out afterwards.
            wrong += [(rule.field, str(rule.sentence)) for rule in self.kind.rules if rule.broken(facts.values)]
            found += [self._placed(*one) for one in wrong]
        told.records.append(facts)
        if not facts.external_id:
            named = {name: each if each.is_known else None for name, each in told.people.items()}
            number, once = number_of(self.kind, {**values, **named})
            facts.external_id = number
            told.unnumbered += [] if once else [(facts, number)]

    def _placed(self, name: str, words: str) -> tuple[str, str]:
        """A fault at the column that is there to say it."""
        named, mapped = self.telling.people.get(name), self.setting.mapped
        if named is None:
            made_of = () if name in mapped else self.telling.made_of.get(name, ())
            return next((one for one in made_of if one in mapped), name), words
        at = named.email if named.email in mapped and name not in mapped else name
        return at, NOBODY_NAMED if words == MISSING else words

    def _wrong_with(self, told: Told) -> list[tuple[str, str]]:
        found = []
        if error := region_error(told.region):
            found.append(("region", error))
        for name, named in self._people():
            if told.people[name].is_known:
                wrong = party_errors(newcomer(told.people[name], told.names[name]))
                # The name of somebody without one is made of the rest, which is at fault then.
                wrong = [one for one in wrong if one[0] != "name" or told.names[name]] or wrong
                places = {"email": named.email, "name": named.name}
                found += [(places.get(field_name, named.number), words) for field_name, words in wrong]
        return found

    def _number_all(self) -> None:
        """Tell equal ones apart, in the order of the file."""
        counted = self._equal.counted([number for _, number in self._waiting])
        for (facts, number), place in zip(self._waiting, counted, strict=True):
            facts.external_id = number if place == 1 else f"{number}-{place}"
        self._waiting.clear()

    def write(self, facts: Sequence[Told]) -> Written:
        self._number_all()
        written = Written()
        regions = self.regions.ids(told.region for told in facts)
        people: dict[Who, PartyFacts] = {}
        for told in facts:
            for name, each in told.people.items():
                if each.is_known and (each not in people or told.names[name]):
                    people[each] = newcomer(each, told.names[name])
        self._tie(facts, self.parties.made(people, written), regions)
        written.count("anonymous_records", sum(not told.people[self._about].is_known for told in facts))
        rows, owners = _flat(facts)
        member, mode, actor = self.setting.member, self.setting.mode, self.setting.actor
        recorded = record_records(member, self.kind, rows, mode=mode, actor=actor)
        written.created, written.updated, written.unchanged = recorded.created, recorded.updated, recorded.unchanged
        written.refused = _of_rows(recorded.refused, owners)
        return written

    def judge(self, facts: Sequence[Told], *, samples: int = 0) -> Written:
        self._number_all()
        regions = self.regions.judged(told.region for told in facts)
        self._tie(facts, self.parties.judged(each for told in facts for each in told.people.values()), regions)
        trial = self._trial = self._trial or RecordTrial(self.setting.member, self.kind, self.setting.mode)
        rows, owners = _flat(facts)
        judged = trial.judge(rows)
        refused = _of_rows(judged.refused, owners)
        return Written(judged.created, judged.updated, judged.unchanged, refused=refused)

    def _tie(self, facts: Sequence[Told], ids: Mapping[Who, int], regions: Mapping[str, int]) -> None:
        """Give the records the ids of who and where they are about; what the file does not tell of stays unsaid."""
        for told in facts:
            for one in told.records:
                for name, each in told.people.items():
                    one.values.pop(name, None)
                    if name in self._said:
                        one.values[name] = ids.get(each)
                if told.region:
                    one.values["region"] = regions[told.region]

    def forget(self) -> None:
        self.regions.forget()
        self.parties.forget()


def plain_word(written: str) -> str:
    """A word for comparing: without case, underlines, hyphens and blanks around it.

    >>> plain_word(" Hold-out")
    'hold out'
    """
    return " ".join(written.casefold().replace("_", " ").replace("-", " ").split())


def _first(numbers: str | None) -> str:
    """Of several customers in one cell the first.

    >>> _first("8001;8002")
    '8001'
    """
    return (numbers or "").partition(";")[0].strip()


def _flat(facts: Sequence[Told]) -> tuple[list[RecordFacts], list[int]]:
    """All records, and of each the position of its row."""
    rows = [one for told in facts for one in told.records]
    return rows, [position for position, told in enumerate(facts) for _ in told.records]


def _of_rows(refused: Iterable[Any], owners: Sequence[int]) -> list[Any]:
    """What was refused by the positions of the rows, each row once."""
    found: dict[int, Any] = {}
    for each in refused:
        found.setdefault(owners[each.position], each._replace(position=owners[each.position]))
    return list(found.values())

"""Many people and companies that a program brings: each is recorded or refused for itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField
from rapport.apps.customers.operations._reaching import require_writable
from rapport.apps.customers.operations._rows import check_carers, check_companies, countries_of
from rapport.apps.customers.operations.facts import PartyFacts, party_errors
from rapport.apps.customers.operations.matching import Matching
from rapport.apps.customers.operations.recording import record_good_parties
from rapport.apps.customers.operations.values import read_attributes
from rapport.kernel.errors import Refused

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one of the parties: created, updated, unchanged or refused; of a refused one why, and where."""

    state: str
    id: int = 0
    field: str = ""
    reason: str = ""


def receive_parties(member: Member, parties: Sequence[PartyFacts], *, matching: Matching) -> list[Received]:
    """Record all that can be recorded, in one transaction; one answer for each, in their order.

    Raises Refused where nothing can be done at all: for too many, an unknown key, a field that may not be changed.
    """
    member.require("customers.edit")
    if len(parties) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} at once.", place="customers", code="too_many")
    require_writable(member, parties)
    answers = dict(_refusals(member, parties))
    good = [position for position in range(len(parties)) if position not in answers]
    done = record_good_parties(member, [replace(parties[position], place="") for position in good], matching=matching)
    refused = {one.position: one for one in done.refused}
    for number, position in enumerate(good):
        if number in refused:
            answers[position] = Received("refused", 0, refused[number].field, refused[number].reason)
        else:
            answers[position] = Received(done.states[number], done.ids[number])
    return [answers[position] for position in range(len(parties))]


def _refusals(member: Member, parties: Sequence[PartyFacts]) -> Iterator[tuple[int, Received]]:
    """Those that are wrong by themselves, or point to what there is not."""
    fields = {field.key: field for field in CustomField.objects.of(member)}
    point_nowhere = not _all_point_somewhere(member, parties)
    for position, facts in enumerate(parties):
        errors = party_errors(facts)
        if errors:
            yield position, Received("refused", 0, *errors[0])
            continue
        try:
            if facts.attributes:
                read_attributes(fields, facts.attributes)
            if point_nowhere:
                _check_keys(member, [facts])
        except Refused as refused:
            yield position, Received("refused", 0, refused.place, refused.message)


def _all_point_somewhere(member: Member, parties: Sequence[PartyFacts]) -> bool:
    try:
        _check_keys(member, parties)
    except Refused:
        return False
    return True


def _check_keys(member: Member, parties: Sequence[PartyFacts]) -> None:
    check_companies(member.workspace_id, parties)
    check_carers(member.workspace_id, parties)
    countries_of(member.workspace_id, parties)

"""Putting tags on parties and taking them off."""

from collections.abc import Iterable, Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import PartyTag, Tag
from rapport.apps.customers.operations._reaching import reached_ids
from rapport.apps.customers.operations.facts import LONGEST_TAG
from rapport.apps.customers.operations.stamping import stamp_parties
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, insert_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

MOST_AT_ONCE = 10_000


def tag_parties(member: Member, party_ids: Sequence[int], name: str, *, actor: Actor | None = None) -> int:
    """Put a tag on many parties; returns how many did not have it."""
    member.require("customers.edit")
    name = _checked(name)
    with recorded(actor or member.actor, "parties.tagged", topics=["parties"]) as change:
        known = _known(member, party_ids)
        added = add_tags(change, [(party_id, name) for party_id in known])
        change.details |= {"tag": name, "parties": added}
        change.mention("party", added)
        if not added:
            change.leave_no_record()
    return len(added)


def untag_parties(member: Member, party_ids: Sequence[int], name: str, *, actor: Actor | None = None) -> int:
    """Take a tag off many parties; returns how many had it."""
    member.require("customers.edit")
    with recorded(actor or member.actor, "parties.untagged", topics=["parties"]) as change:
        taggings = PartyTag.objects.of(member).filter(tag__name=name.strip())
        taken: list[int] = []
        for part in chunks(_known(member, party_ids)):
            these = taggings.filter(party__in=part)
            taken += these.values_list("party", flat=True)
            these.delete()
        stamp_parties(change, taken)
        change.details |= {"tag": name.strip(), "parties": taken}
        change.mention("party", taken)
        if not taken:
            change.leave_no_record()
    return len(taken)


def add_tags(change: Change, pairs: Iterable[tuple[int, str]]) -> list[int]:
    """Inside an operation: put tags on parties given as (party id, name); returns the parties that got one."""
    wanted = sorted({(party_id, name) for party_id, name in pairs if name})
    if not wanted:
        return []
    tags = _tag_ids(change, sorted({name for _party, name in wanted}))
    have: set[tuple[int, int]] = set()
    for part in chunks(sorted({party_id for party_id, _name in wanted})):
        taggings = PartyTag.objects.of(change.workspace_id).filter(party__in=part, tag__in=tags.values())
        have |= set(taggings.values_list("party", "tag"))
    at = now()
    new = [(party_id, tags[name]) for party_id, name in wanted if (party_id, tags[name]) not in have]
    rows = [(change.workspace_id, at, party_id, tag_id) for party_id, tag_id in new]
    insert_rows(PartyTag, ("workspace_id", "created_at", "party_id", "tag_id"), rows)
    change.details["tagged"] = [list(pair) for pair in new]
    parties = sorted({party_id for party_id, _tag in new})
    stamp_parties(change, parties)
    return parties


def _tag_ids(change: Change, names: Sequence[str]) -> dict[str, int]:
    tags = Tag.objects.of(change.workspace_id).filter(name__in=names)
    missing = sorted(set(names) - set(tags.values_list("name", flat=True)))
    new = [Tag(workspace_id=change.workspace_id, name=name) for name in missing]
    Tag.objects.bulk_create(new, ignore_conflicts=True)
    if missing:
        change.details["tags_made"] = missing
    return dict(tags.all().values_list("name", "pk"))


def _known(member: Member, party_ids: Sequence[int]) -> list[int]:
    if len(party_ids) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE:,} at once.", place="selection", code="too_many")
    return reached_ids(member, party_ids)


def _checked(name: str) -> str:
    name = name.strip()
    if error := (text_error(name, longest=LONGEST_TAG) or ("" if name else "A tag needs a word.")):
        raise Refused(error, place="tag", code="tag")
    return name

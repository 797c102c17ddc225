"""Files kept with a record: looked at before they are kept, handed out as attachments only."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.models import Consent, PartyFile
from rapport.apps.customers.operations._reaching import reached_party
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.ids import new_token
from rapport.kernel.incoming_files import looked_at, put

MOST = 200


def file_path(of: PartyFile) -> Path:
    """Where the content of a file is."""
    return of.path


def keep_file(member: Member, party_id: int, *, name: str, content: Iterable[bytes]) -> PartyFile:
    """Keep a file with a record. Raises Refused, and keeps nothing, for what is not taken."""
    member.require("customers.edit")
    fields_of(member).require_writable(["files"])
    incoming = looked_at(name, content)
    with recorded(member.actor, "file.kept", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        if PartyFile.objects.of(member).filter(party=party).count() >= MOST:
            raise Refused(_("A record has at most %(most)d files.") % {"most": MOST}, place="file", code="too_many")
        kept = PartyFile(
            workspace_id=member.workspace_id,
            party=party,
            name=incoming.title,
            file=new_token(),
            size=len(incoming.whole),
            content_type=incoming.media_type,
            at=now(),
            author_label=str(member)[:200],
        )
        put(file_path(kept), incoming.whole)
        kept.save()
        change.about("party", party.pk, party.name)
        change.details |= {"file": kept.pk, "name": kept.name}
    return kept


def remove_file(member: Member, file_id: int) -> None:
    """Take a file off its record; its content goes with it."""
    member.require("customers.edit")
    fields_of(member).require_writable(["files"])
    with recorded(member.actor, "file.removed", topics=["parties"]) as change:
        kept: PartyFile | None = PartyFile.objects.of(member).filter(pk=file_id).first()
        if kept is None:
            raise Missing(_("There is no such file."))
        party = reached_party(member, kept.party_id)
        if Consent.objects.of(member).filter(party=party, proof__file=kept.pk).exists():
            raise Conflict(_("This file proves what somebody allowed. It stays as long as the record."), code="proof")
        change.about("party", party.pk, party.name)
        change.details["name"] = kept.name
        path = file_path(kept)
        delete_rows(PartyFile.objects.of(member).filter(pk=kept.pk))
        transaction.on_commit(lambda: path.unlink(missing_ok=True))

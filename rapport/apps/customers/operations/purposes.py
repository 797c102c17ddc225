"""What a business writes and calls people for: set up, changed, put in order, put away."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import LegalBasis, Purpose
from rapport.apps.customers.operations.fields import LONGEST_KEY, key_for
from rapport.kernel.actor import Actor, system_actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.models import workspace_id_of
from rapport.kernel.text import text_error

MOST_PURPOSES = 20
LONGEST_TITLE = 80
LONGEST_HELP = 200
LONGEST_WORDING = 5_000
SAID = ("title", "help", "basis", "wording")
TOPICS = ["purposes", "consents"]


def lay_purposes(member: Member) -> bool:
    """The three purposes to begin with, where the workspace has none; were they laid?"""
    member.require("workspace.manage")
    return _laid(member.actor)


def lay_first_purposes(owner: Any) -> None:
    """The same for a workspace that was made just now."""
    _laid(system_actor(workspace_id_of(owner)))


def create_purpose(
    member: Member, *, title: str, basis: str, help: str = "", wording: str = "", actor: Actor | None = None
) -> Purpose:
    """A new purpose, behind those that are there."""
    member.require("workspace.manage")
    said = _checked({"title": title, "help": help, "basis": basis, "wording": wording})
    with recorded(actor or member.actor, "purpose.created", topics=TOPICS) as change:
        rows = Purpose.objects.of(member)
        _refuse_taken(member, said["title"])
        if rows.filter(archived_at=None).count() >= MOST_PURPOSES:
            raise Refused(_("There is room for %(most)d purposes. Archive one first.") % {"most": MOST_PURPOSES})
        last = rows.order_by("-position").values_list("position", flat=True).first()
        key = _free_key(said["title"], set(rows.values_list("key", flat=True)))
        position = 0 if last is None else last + 1
        purpose: Purpose = Purpose.objects.create(workspace_id=member.workspace_id, key=key, position=position, **said)
        change.about("purpose", purpose.pk, purpose.title)
    return purpose


def update_purpose(member: Member, purpose_id: int, **said: Any) -> Purpose:
    """Change title, help, basis or wording. What people have answered keeps the basis and the words of its day."""
    member.require("workspace.manage")
    if unknown := set(said) - set(SAID):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="purpose")
    with recorded(member.actor, "purpose.updated", topics=TOPICS) as change:
        purpose = _locked(member, purpose_id)
        values = _checked({name: said.get(name, getattr(purpose, name)) for name in SAID})
        if values["title"] != purpose.title and purpose.archived_at is None:
            _refuse_taken(member, values["title"], but=purpose)
        differing = [name for name in SAID if getattr(purpose, name) != values[name]]
        change.about("purpose", purpose.pk, values["title"])
        change.details["before"] = {name: getattr(purpose, name) for name in differing}
        if not differing:
            change.leave_no_record()
        _save(purpose, **values)
    return purpose


def move_purpose(member: Member, purpose_id: int, *, up: bool) -> Purpose:
    """Let the purpose change places with its neighbour."""
    member.require("workspace.manage")
    with recorded(member.actor, "purpose.moved", topics=TOPICS) as change:
        purpose = _locked(member, purpose_id)
        rows = list(Purpose.objects.of(member).filter(archived_at=None).order_by("position", "title"))
        at = next((number for number, one in enumerate(rows) if one.pk == purpose.pk), None)
        to = None if at is None else at - 1 if up else at + 1
        if at is None or to is None or not 0 <= to < len(rows):
            change.leave_no_record()
            return purpose
        rows[at], rows[to] = rows[to], rows[at]
        for position, one in enumerate(rows):
            _save(one, position=position)
        change.about("purpose", purpose.pk, purpose.title)
    return purpose


def archive_purpose(member: Member, purpose_id: int) -> Purpose:
    """Put a purpose away: nothing more is sent for it; what people answered stays and comes back with it."""
    return _set_archived(member, purpose_id, "purpose.archived", archived=True)


def restore_purpose(member: Member, purpose_id: int) -> Purpose:
    """Take a purpose up again, with all that was answered."""
    return _set_archived(member, purpose_id, "purpose.restored", archived=False)


def _laid(actor: Actor) -> bool:
    with recorded(actor, "purposes.laid", topics=TOPICS) as change:
        if Purpose.objects.of(actor.workspace_id).exists():
            change.leave_no_record()
            return False
        for position, said in enumerate(_starters()):
            key = _free_key(said["title"], set())
            Purpose.objects.create(workspace_id=actor.workspace_id, key=key, position=position, **said)
        return True


def _starters() -> list[dict[str, str]]:
    return [
        {
            "title": _("News and offers"),
            "help": _("Newsletters, new products, promotions, invitations."),
            "basis": LegalBasis.CONSENT,
            "wording": _(
                "Yes, I would like to hear about news and offers. I can withdraw this at any time, with effect for "
                "the future, by the link in each message or by a word to you."
            ),
        },
        {
            "title": _("Surveys"),
            "help": _("Questions about how content people are, asked of customers after a purchase."),
            "basis": LegalBasis.LEGITIMATE_INTEREST,
            "wording": _("We may ask you how content you are. You can object at any time, and we will not ask again."),
        },
        {
            "title": _("Service of an order"),
            "help": _("What belongs to an order: confirmation, delivery, invoice, warranty, recall."),
            "basis": LegalBasis.CONTRACT,
            "wording": _("We write to you about your order, because we cannot fulfil it otherwise."),
        },
    ]


def _free_key(title: str, taken: set[str]) -> str:
    key = candidate = key_for(title)
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{key[: LONGEST_KEY - 4].rstrip('_')}_{number}"
    return candidate


def _set_archived(member: Member, purpose_id: int, verb: str, *, archived: bool) -> Purpose:
    member.require("workspace.manage")
    with recorded(member.actor, verb, topics=TOPICS) as change:
        purpose = _locked(member, purpose_id)
        _name(change, purpose)
        if (purpose.archived_at is not None) == archived:
            change.leave_no_record()
        elif not archived:
            _refuse_taken(member, purpose.title, but=purpose)
        _save(purpose, archived_at=(purpose.archived_at or now()) if archived else None)
    return purpose


def _name(change: Change, purpose: Purpose) -> None:
    change.about("purpose", purpose.pk, purpose.title)


def _save(purpose: Purpose, **values: Any) -> None:
    for name, value in values.items():
        setattr(purpose, name, value)
    purpose.save(update_fields=sorted(values))


def _locked(member: Member, purpose_id: int) -> Purpose:
    purpose: Purpose | None = Purpose.objects.of(member).select_for_update().filter(pk=purpose_id).first()
    if purpose is None:
        raise Missing(_("There is no such purpose."))
    return purpose


def _checked(said: dict[str, Any]) -> dict[str, str]:
    values = {name: str(said[name]).strip() for name in SAID}
    lengths = {"title": LONGEST_TITLE, "help": LONGEST_HELP, "wording": LONGEST_WORDING}
    for name, longest in lengths.items():
        if error := text_error(values[name], longest=longest):
            raise Refused(error, place=name, code="purpose")
    if not values["title"]:
        raise Refused(_("A purpose needs a name."), place="title", code="purpose")
    if values["basis"] not in LegalBasis.values:
        raise Refused(_("Choose what allows it."), place="basis", code="purpose")
    if values["basis"] == LegalBasis.CONSENT and not values["wording"]:
        message = _("Write what people are shown when they are asked: without it a consent proves nothing.")
        raise Refused(message, place="wording", code="purpose")
    return values


def _refuse_taken(member: Member, title: str, but: Purpose | None = None) -> None:
    rows = Purpose.objects.of(member).filter(title__iexact=title, archived_at=None)
    if rows.exclude(pk=but.pk if but else None).exists():
        message = _("There already is a purpose “%(title)s”. Choose another name.") % {"title": title}
        raise Conflict(message, place="title", code="taken")

"""The one gate before anything is sent to a customer: may they be contacted, for this purpose, on this channel?

Whoever sends asks here first, for one person or for an audience, and sends nothing that is refused. The answer is read
from the rows as they stand at that moment, so that a withdrawal holds with the next question. Both forms give the same
answer; a property test holds them to it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.apps.customers.models import (
    CHANNELS,
    Consent,
    ContactPoint,
    LegalBasis,
    Party,
    PostalAddress,
    Purpose,
)

GIVEN, WITHDRAWN = Consent.State.GIVEN, Consent.State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Verdict:
    """May somebody be contacted? `reason` says why, or why not and what to do; `consent` is the answer it rests on."""

    allowed: bool
    reason: str
    consent: Consent | None = None


def may_contact(workspace_or_member: Any, party: Party | int, *, purpose: str, channel: str) -> Verdict:
    """May this person or company be contacted for the purpose of that key, on that channel, at this moment?"""
    _check_channel(channel)
    of_purpose = _open_purpose(workspace_or_member, purpose)
    if of_purpose is None:
        return _no(_("There is no purpose “%(key)s” in use. Set it up under Workspace › Consent."), key=purpose)
    party_id = party if isinstance(party, int) else party.pk
    now_is: Party | None = Party.objects.of(workspace_or_member).filter(pk=party_id).first()
    if refusal := _refused_record(now_is):
        return Verdict(False, refusal)
    answers = Consent.objects.of(workspace_or_member).about(purpose, channel).filter(party=party_id)
    newest: Consent | None = answers.newest_first().first()
    if refusal := _refused_answer(of_purpose, channel, newest):
        return Verdict(False, refusal, newest)
    if not Party.objects.of(workspace_or_member).filter(_reachable(workspace_or_member, channel), pk=party_id).exists():
        return Verdict(False, _no_address(channel), newest)
    return Verdict(True, _allowed_by(of_purpose, newest), newest)


def allowed_parties(workspace: Any, purpose: str, channel: str) -> Q:
    """The same for an audience: a predicate over parties that holds for exactly those who may be contacted."""
    _check_channel(channel)
    of_purpose = _open_purpose(workspace, purpose)
    if of_purpose is None:
        return Q(pk__in=[])
    holding = Consent.objects.of(workspace).about(purpose, channel).holding()
    if of_purpose.basis == LegalBasis.CONSENT:
        answered = Q(pk__in=holding.filter(state=GIVEN).values("party"))
    else:
        answered = ~Q(pk__in=holding.filter(state=WITHDRAWN).values("party"))
    alive = Q(erased_at=None, restricted_at=None, archived_at=None)
    return alive & answered & _reachable(workspace, channel)


def _check_channel(channel: str) -> None:
    if channel not in dict(CHANNELS):
        raise ValueError(f"there is no channel {channel!r}")


def _open_purpose(workspace: Any, key: str) -> Purpose | None:
    found: Purpose | None = Purpose.objects.of(workspace).filter(key=key, archived_at=None).first()
    return found


def _reachable(workspace: Any, channel: str) -> Q:
    """Is there an address, or a number, to send to? Chats and meetings need none."""
    if channel == "post":
        places = PostalAddress.objects.of(workspace).exclude(street="").exclude(city="")
        return ~Q(street="") & ~Q(city="") | Q(pk__in=places.values("party"))
    kind = {"email": "email", "phone": "phone", "sms": "phone"}.get(channel)
    if kind is None:
        return Q()
    further = ContactPoint.objects.of(workspace).filter(kind=kind).exclude(normal="")
    column = "phone" if channel == "phone" else f"{kind}_normal"
    return ~Q(**{column: ""}) | Q(pk__in=further.values("party"))


def _refused_record(party: Party | None) -> str:
    if party is None:
        return _("There is no such person or company.")
    if party.erased_at is not None:
        return _("This person was erased. Nothing may be sent; take them off the list.")
    if party.restricted_at is not None:
        return _("Their data may be kept but not used. An administrator can lift this on the record, if they agree.")
    if party.archived_at is not None:
        return _("The record is archived. Bring it back first, if that is right.")
    return ""


def _refused_answer(purpose: Purpose, channel: str, newest: Consent | None) -> str:
    said = {"purpose": purpose.title, "channel": dict(CHANNELS)[channel]}
    if newest is not None and newest.state == WITHDRAWN:
        said["day"] = date_format(newest.at, "j F Y")
        if newest.everything:
            return _("They asked for no more at all on %(day)s. Wait until they come back to you.") % said
        return _("“%(purpose)s” was withdrawn for “%(channel)s” on %(day)s. Ask again only if they do.") % said
    if purpose.basis == LegalBasis.CONSENT and (newest is None or newest.state != GIVEN):
        words = _(
            "“%(purpose)s” needs consent, and none was given for “%(channel)s”. Ask for it and record the answer."
        )
        return words % said
    return ""


def _no_address(channel: str) -> str:
    if channel == "email":
        return _("There is no e-mail address on the record. Add one first.")
    if channel == "post":
        return _("There is no street with a city on the record. Add them first.")
    if channel == "sms":
        return _("There is no number on the record that a text message could go to. Add one with its country code.")
    return _("There is no phone number on the record. Add one first.")


def _allowed_by(purpose: Purpose, newest: Consent | None) -> str:
    if newest is not None and newest.state == GIVEN:
        said = {"day": date_format(newest.at, "j F Y"), "source": newest.source}
        return _("Given on %(day)s: %(source)s.") % said
    return _("No consent is needed: %(basis)s.") % {"basis": purpose.get_basis_display()}


def _no(words: str, **said: str) -> Verdict:
    return Verdict(False, words % said)

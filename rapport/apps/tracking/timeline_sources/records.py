"""Source of the timeline: what other tools have recorded of the customer."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from rapport.kernel.clock import now
from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told, Words

Tell = Callable[[Any, Asked], Told]


def _rows(label: str, right: str = "customers.view") -> Callable[[Asked], Any]:
    """The customers' records of a model, as far as the right to see such reaches."""

    def rows(asked: Asked) -> Any:
        model: Any = apps.get_model(label)
        return model.objects.within(asked.member, right).filter(**{f"{model.CUSTOMER}__in": asked.parties})

    return rows


SUBSCRIPTIONS = _rows("tracking.Subscription", "orders.view")


def _ended(asked: Asked) -> Any:
    return SUBSCRIPTIONS(asked).filter(until__lte=now())


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _ticket(ticket: Any, asked: Asked) -> Told:
    title = _("Complaint") if ticket.complaint else _("Ticket")
    state = _("resolved") if ticket.resolved_at else _("open")
    return Told(title, _line(ticket.topic, ticket.channel), state=state)


def _touch(touch: Any, asked: Asked) -> Told:
    state = touch.get_direction_display() if touch.direction else ""
    return Told(_("Contact"), _line(touch.channel, touch.touchpoint, touch.purpose, touch.campaign), state=state)


def _subscription(title: Words) -> Tell:
    def tell(one: Any, asked: Asked) -> Told:
        return Told(title, one.plan, state=one.get_billing_display(), amount=one.amount, currency=one.currency)

    return tell


def _deal(stay: Any, asked: Asked) -> Told:
    text, state = _line(stay.deal, stay.stage, stay.reason), stay.get_state_display()
    return Told(_("Deal"), text, state=state, amount=stay.amount, currency=stay.currency)


def _lead(lead: Any, asked: Asked) -> Told:
    decided = _("won") if lead.won_at else _("lost") if lead.lost_at else ""
    return Told(_("Lead"), _line(lead.channel, lead.campaign, lead.reason), state=decided)


def _referral(referral: Any, asked: Asked) -> Told:
    state = _("became a customer") if referral.converted_at else ""
    return Told(_("Brought somebody"), state=state)


def _invitation(invitation: Any, asked: Asked) -> Told:
    return Told(_("Asked for an answer"), invitation.survey, state=invitation.get_state_display())


records = TimelineSource(
    name="records",
    title=_("From other tools"),
    help=_("Tickets, contacts, subscriptions, leads, deals, referrals and invitations that other tools have recorded."),
    icon="inbox-arrow-down",
    hue="touchpoint",
    right="customers.view",
    strands=(
        Strand(_rows("tracking.Ticket"), _ticket, at="opened_at", searched=("topic", "channel")),
        Strand(_rows("tracking.Touch"), _touch, searched=("channel", "touchpoint", "purpose", "campaign")),
        Strand(SUBSCRIPTIONS, _subscription(_("Subscription began")), at="since", searched=("plan",)),
        Strand(_ended, _subscription(_("Subscription ended")), at="until", searched=("plan",)),
        Strand(_rows("tracking.DealStage", "orders.view"), _deal, searched=("deal", "stage", "reason")),
        Strand(_rows("tracking.Lead"), _lead, searched=("channel", "campaign", "reason")),
        Strand(_rows("tracking.Referral"), _referral, party="referrer_id"),
        Strand(_rows("tracking.Invitation", "responses.view"), _invitation, searched=("survey",)),
    ),
    topics=("records",),
    sparse=True,
    order=81,
)

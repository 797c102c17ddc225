"""Kind of record: deals, stage by stage."""

from decimal import Decimal
from hashlib import blake2b

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.deals import deals as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, Values, amount, never_before


def deal_key(deal: str) -> int:
    """The number of a deal as a whole number, the same for the same one.

    >>> deal_key("D-17") == deal_key("D-17") > 0
    True
    """
    return int.from_bytes(blake2b(deal.encode(), digest_size=8).digest()) >> 1


def settle(stays: list[Values]) -> None:
    """Put the stays of one deal in their order: each ends where the next begins, and all know when it was opened."""
    stays.sort(key=lambda stay: (stay["at"], stay["state"] != "open", stay["external_id"]))
    opened = min(moment for stay in stays for moment in (stay["opened_at"], stay["at"]) if moment is not None)
    for stay, later in zip(stays, [*stays[1:], None], strict=True):
        stay["until"] = later and later["at"]
        stay["opened_at"] = opened
        stay["deal_key"] = deal_key(stay["deal"])


deals = RecordKind(
    name="deals",
    title=_("Deals"),
    help=_(
        "The way of deals through the stages: one record each time a deal comes to a stage, the last one won or"
        " lost. Each stay ends where the next one begins."
    ),
    noun=_("stages of deals"),
    number_title=_("Number of the stage’s record"),
    label="tracking.DealStage",
    fact=fact,
    fields=(
        RecordField("deal", _("Deal"), help=_("Number of the deal.")),
        RecordField("customer", _("Customer")),
        RecordField("opened_at", _("Opened on"), help=_("Empty: when it came to its first stage."), required=False),
        RecordField("at", _("In this stage since")),
        RecordField("state", _("State")),
        RecordField("stage", _("Stage")),
        amount("amount", _("Worth")),
        RecordField("currency", _("Currency"), help=_("Empty: that of the workspace."), required=False),
        RecordField("probability", _("Probability"), low=Decimal(0), high=Decimal(1)),
        RecordField("reason", _("Why it was won or lost"), free=True),
        RecordField("channel", _("Channel")),
        RecordField("region", _("Region")),
    ),
    rules=(never_before("at", "opened_at", _("A deal cannot come to a stage before it is opened.")),),
    right="orders.edit",
    view="orders.view",
    recognised_by=("deal", "stage", "at"),
    together="deal",
    settle=settle,
    settled=("deal_key", "until"),
    alive="at",
    order=7,
)

"""One person of the team for one customer, over years."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import ACCOUNT_MANAGERS, ACCOUNT_PLANS, KEY_CANVASES
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import KeyCanvases
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

dedicated_assistance = RelationshipType(
    name="dedicated_assistance",
    title=_("Dedicated personal assistance"),
    help=_(
        "One named person looks after one customer, knows the whole story, and plans ahead with them. The closest"
        " relationship there is, and the dearest."
    ),
    example=_("A wholesaler's adviser visits a salon each season with a plan for its shelves."),
    suits=_("A few customers bring a large part of the revenue, or most of them are companies."),
    claim=_("The most important of them expect one person who knows them."),
    run_by=(ACCOUNT_MANAGERS, ACCOUNT_PLANS, KEY_CANVASES),
    watch=(Watch("retention_rate"), Watch(words=_("share of wallet")), Watch("nps")),
    signs=(KeyCanvases(),),
    rule=Rule(
        words=_(
            "Proposed where the tenth of buyers who spend most bring at least half of the group's revenue, where a"
            " customer has brought at least twice what everybody else has, or where most are companies."
        ),
        some=(
            Comparison("top_tenth_share", "at_least", 0.5),
            Comparison("lifetime_revenue", "at_least", 2.0, of=EVERYBODY),
            Comparison("company_share", "at_least", 0.5),
        ),
        cautions=(
            _("It suits those few, hardly the whole group: consider a segment of their own."),
            _("Revenue that hangs on few customers is also a risk; the numbers do not say how great."),
        ),
    ),
    order=20,
)

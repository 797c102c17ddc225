"""Customers help to make what they will use."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import IDEAS, PEOPLE_LISTS, REVIEWS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

_GROUPS = ("beta", "tester", "test group", "panel", "co creation", "idea", "pilot")

co_creation = RelationshipType(
    name="co_creation",
    title=_("Co-creation"),
    help=_(
        "Customers bring ideas, choose among them, try early versions and judge what comes out. They see what became"
        " of what they said."
    ),
    example=_("A bakery's regulars vote on three new loaves; the winner is sold under their names."),
    suits=_("They come back, and they answer when asked."),
    claim=_("They want a say in what is made next."),
    run_by=(IDEAS, REVIEWS, PEOPLE_LISTS),
    watch=(Watch(words=_("ideas that were made")), Watch(words=_("people taking part")), Watch("responses")),
    signs=(
        Recorded("touchpoint", ("idea", "review", "product test", "co creation", "panel")),
        Recorded("tag", _GROUPS, prepares=True),
        Recorded("segment", _GROUPS, prepares=True),
    ),
    rule=Rule(
        words=_(
            "Proposed where at least as many as elsewhere buy again and there is one survey answer for every ten"
            " active customers or more: people who stay and who say what they think."
        ),
        every=(
            Comparison("repeat_purchase_rate", "at_least", 1.0, of=EVERYBODY),
            Comparison("answers_each", "at_least", 0.1),
        ),
        cautions=(_("How many were asked is not recorded, so few answers may only mean few questions."),),
    ),
    order=70,
)

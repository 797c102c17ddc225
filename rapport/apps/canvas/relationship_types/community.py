"""Customers talk with each other, and the business is the host."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import COMMUNITY_QUESTIONS, GATHERINGS
from rapport.apps.canvas.relationship_types._rule import Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

community = RelationshipType(
    name="community",
    title=_("Community"),
    help=_(
        "Customers ask, answer, meet and show one another what they do: in a forum, at talks and workshops. The"
        " business learns by listening."
    ),
    example=_("A tool maker's forum, where owners help each other the same evening."),
    suits=_("Many of them recommend you, and there are enough to talk with each other."),
    claim=_("They like to exchange with others who use the same things."),
    run_by=(COMMUNITY_QUESTIONS, GATHERINGS),
    watch=(Watch(words=_("active members")), Watch(words=_("answers by members")), Watch("nps")),
    signs=(
        Recorded("touchpoint", ("community", "forum", "workshop", "meet up", "meetup", "talk", "user group", "club")),
        Recorded("acquired_through", ("community", "forum", "workshop", "meet up", "meetup", "club")),
        Recorded("tag", ("community", "forum", "club member"), prepares=True),
    ),
    rule=Rule(
        words=_(
            "Proposed where the net promoter score is at least 30 and there are at least 200 active customers: people"
            " who like to speak of it, and enough of them that somebody answers."
        ),
        every=(Comparison("nps", "at_least", 30), Comparison("active_customers", "at_least", 200)),
        cautions=(
            _("Recommending to friends is not yet talking with strangers: try one meeting first."),
            _("A community needs a host for years; its cost is not recorded."),
        ),
    ),
    order=60,
)

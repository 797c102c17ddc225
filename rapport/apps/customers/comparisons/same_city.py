from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same
from rapport.apps.customers.comparisons._texts import squeezed

same_city = Comparison(
    name="same_city",
    title=_("the same city"),
    help=_("Accents and case aside."),
    value=lambda record: squeezed(record["city"]),
    score=same,
    keys=itself,
    order=41,
)

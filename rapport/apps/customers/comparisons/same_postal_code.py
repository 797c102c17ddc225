from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same
from rapport.apps.customers.comparisons._texts import squeezed

same_postal_code = Comparison(
    name="same_postal_code",
    title=_("the same postal code"),
    help=_("Spaces and case aside."),
    value=lambda record: squeezed(record["postal_code"]),
    score=same,
    keys=itself,
    order=40,
)

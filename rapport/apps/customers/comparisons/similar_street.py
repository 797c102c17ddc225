from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison
from rapport.apps.customers.comparisons._texts import street, street_keys, streets_alike

similar_street = Comparison(
    name="similar_street",
    title=_("a similar street"),
    help=_("The same house number in a street of a similar name; St., Str. and C/ are read as street."),
    value=lambda record: street(record["street"]),
    score=streets_alike,
    keys=street_keys,
    least=0.85,
    order=42,
)

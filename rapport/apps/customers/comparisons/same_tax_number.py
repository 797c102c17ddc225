from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same
from rapport.apps.customers.comparisons._texts import plain_number

same_tax_number = Comparison(
    name="same_tax_number",
    title=_("the same tax number"),
    help=_("Spaces, dots and dashes aside."),
    value=lambda record: plain_number(record["tax_number"]),
    score=same,
    keys=itself,
    few_share=True,
    order=13,
)

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same
from rapport.apps.customers.comparisons._texts import plain_number

same_number = Comparison(
    name="same_number",
    title=_("the same customer number"),
    help=_("Letters, dashes and leading zeros aside: C-00123 and c123 are the same."),
    value=lambda record: plain_number(record["external_id"]),
    score=same,
    keys=itself,
    few_share=True,
    order=12,
)

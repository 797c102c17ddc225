from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same

same_birth_date = Comparison(
    name="same_birth_date",
    title=_("the same date of birth"),
    help=_("Both dates are known and equal."),
    value=lambda record: record["birth_date"],
    score=same,
    keys=itself,
    applies_to=("person",),
    few_share=True,
    order=30,
)

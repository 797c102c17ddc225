from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, same

no_other_birth_date = Comparison(
    name="no_other_birth_date",
    title=_("no different date of birth"),
    help=_("Refuses two records whose dates of birth are both known and differ, such as parent and child."),
    value=lambda record: record["birth_date"],
    score=same,
    applies_to=("person",),
    needs_both=False,
    order=31,
)

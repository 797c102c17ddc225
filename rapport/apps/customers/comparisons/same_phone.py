from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same

same_phone = Comparison(
    name="same_phone",
    title=_("the same phone number"),
    help=_("Compared with country code, however it was written. Families and offices share numbers."),
    value=lambda record: record["phone_normal"] or None,
    score=same,
    keys=itself,
    few_share=True,
    order=11,
)

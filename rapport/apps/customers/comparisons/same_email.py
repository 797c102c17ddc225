from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same

same_email = Comparison(
    name="same_email",
    title=_("the same e-mail address"),
    help=_("Case and spelling variants of one address count as the same."),
    value=lambda record: record["email_normal"] or None,
    score=same,
    keys=itself,
    few_share=True,
    order=10,
)

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, itself, same
from rapport.apps.customers.comparisons._texts import domain

same_domain = Comparison(
    name="same_domain",
    title=_("the same internet domain"),
    help=_("Of the website, else of the e-mail address; addresses at mail providers do not count."),
    value=lambda record: domain(record["website"], record["email_normal"]),
    score=same,
    keys=itself,
    few_share=True,
    order=14,
)

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, Record
from rapport.apps.customers.comparisons._names import Words, alike, keys, words_of_company, words_of_person


def _words(record: Record) -> Words | None:
    words = words_of_person(record["name"]) if record["kind"] == "person" else words_of_company(record["name"])
    return words or None


similar_name = Comparison(
    name="similar_name",
    title=_("a similar name"),
    help=_("Typing errors, swapped words, accents, initials, short forms (Bob, Robert) and legal forms (Ltd) aside."),
    value=_words,
    score=alike,
    keys=keys,
    least=0.88,
    order=20,
)

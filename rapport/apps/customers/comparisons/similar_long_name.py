from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons._comparison import Comparison, Record
from rapport.apps.customers.comparisons._names import WORDS_OF_A_LONG_NAME, Words, alike, keys, words_of_person


def _words(record: Record) -> Words | None:
    words = words_of_person(record["name"])
    return words if len(words) >= WORDS_OF_A_LONG_NAME else None


similar_long_name = Comparison(
    name="similar_long_name",
    title=_("a similar name of three words"),
    help=_("Compared as a similar name is, where both have at least three words: two strangers rarely share them all."),
    value=_words,
    score=alike,
    keys=keys,
    keyed_as="similar_name",
    applies_to=("person",),
    least=0.94,
    order=21,
)

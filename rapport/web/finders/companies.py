"""Finder: companies by name, address, phone or number."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from rapport.web.finders._parties import more, parties
from rapport.web.search.finder import Finder

companies = Finder(
    name="companies",
    title=_("Companies"),
    help=_("By any part of name, address, city or customer number, or by phone in any punctuation."),
    icon="building-office",
    right="customers.view",
    find=partial(parties, kind="company"),
    more=partial(more, kind="company"),
    order=20,
)

"""Finder: people by name, address, phone or number."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from rapport.web.finders._parties import more, parties
from rapport.web.search.finder import Finder

people = Finder(
    name="people",
    title=_("People"),
    help=_("By any part of name, address, city or customer number, or by phone in any punctuation."),
    icon="user",
    right="customers.view",
    find=partial(parties, kind="person"),
    more=partial(more, kind="person"),
    order=10,
)

"""Regions, made as they turn up."""

from collections.abc import Iterable
from functools import cache

from babel import Locale

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.models import Region
from rapport.kernel.actor import Actor
from rapport.kernel.errors import Refused
from rapport.kernel.text import folded, text_error

LONGEST_NAME = 80
ALSO_CALLED = {"eire": "IE", "rsa": "ZA", "usa": "US", "uk": "GB", "uae": "AE", "england": "GB", "holland": "NL"}


def record_regions(member: Member, names: Iterable[str], *, actor: Actor | None = None) -> dict[str, int]:
    """The ids of regions by the names given; those that do not exist are made, with their country where it is known."""
    member.require("customers.edit")
    wanted = {name: name.strip() for name in names}
    for name in wanted.values():
        if error := (text_error(name, longest=LONGEST_NAME) or ("" if name else "A region needs a name.")):
            raise Refused(error, place="region", code="region")
    known = dict(Region.objects.of(member).filter(name__in=wanted.values()).values_list("name", "pk"))
    missing = sorted(set(wanted.values()) - set(known))
    if missing:
        with recorded(actor or member.actor, "regions.created", topics=["parties"]) as change:
            change.details["names"] = missing
            workspace_id = member.workspace_id
            Region.objects.bulk_create(
                [Region(workspace_id=workspace_id, name=name, country=country_code(name)) for name in missing],
                ignore_conflicts=True,
            )
        known |= dict(Region.objects.of(member).filter(name__in=missing).values_list("name", "pk"))
    return {given: known[name] for given, name in wanted.items()}


def country_code(name: str) -> str:
    """The two-letter code of a country called by its English name or a usual short one; empty for anything else.

    >>> country_code("United Kingdom"), country_code("EIRE"), country_code("Atlantis")
    ('GB', 'IE', '')
    """
    called = folded(name)
    return ALSO_CALLED.get(called) or _codes().get(called, "")


@cache
def _codes() -> dict[str, str]:
    territories: dict[str, str] = dict(Locale("en").territories)
    codes = {folded(title): code for code, title in territories.items() if len(code) == 2 and code.isalpha()}
    return codes | {code.lower(): code for code in territories if len(code) == 2 and code.isalpha()}

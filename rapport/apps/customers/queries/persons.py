"""Whose data: a record with everything by which its person is found elsewhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from rapport.apps.activity.models import Activity, LogPosition
from rapport.apps.customers.models import ContactPoint, ErasedAddress, FormerId, Merge, Party
from rapport.kernel.bulk import chunks
from rapport.kernel.models import workspace_id_of
from rapport.kernel.personal_data import ERASED_NAME, Person
from rapport.kernel.redacting import SHORTEST, Words

Known = dict[str, Any]
READ = (
    "name",
    "given_name",
    "family_name",
    "email",
    "email_normal",
    "phone",
    "phone_normal",
    "external_id",
    "tax_number",
)
SALT = "rapport.erased-address"


def person_of(party: Party) -> Person:
    """The person of a record, with every name, address and number that it has or had."""
    former = frozenset(FormerId.objects.of(party).filter(party=party).values_list("former_id", flat=True))
    person = Person(party.workspace_id, party.pk, former)
    known = list(_known(party, person))
    points = ContactPoint.objects.of(party).filter(party=party).values_list("kind", "value", "normal")
    emails = [value for kind, *values in points if kind == "email" for value in values]
    phones = [value for kind, *values in points if kind == "phone" for value in values]
    words = Words.of(
        names=[name for one in known for name in _names(one)],
        addresses=[*emails, *_told(known, "email", "email_normal"), *_told(known, "tax_number")],
        numbers=[*phones, *_told(known, "phone", "phone_normal")],
    )
    return Person(party.workspace_id, party.pk, former, words)


def head_of_log(party: Party) -> int:
    """The newest place in the log of the record's workspace."""
    return LogPosition.objects.of(party).values_list("sequence", flat=True).first() or 0


def addresses_of(party: Party) -> set[str]:
    """The addresses and numbers of a record, in the form in which they are matched."""
    points = ContactPoint.objects.of(party).filter(party=party).values_list("normal", flat=True)
    return {normal for normal in (party.email_normal, party.phone_normal, *points) if normal}


def digest_of(owner: Any, normal: str) -> str:
    """What is kept of an erased address: nobody without the key of this server can tell whose it was."""
    return salted_hmac(
        SALT, f"{workspace_id_of(owner)}:{normal}", secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def has_erased(owner: Any) -> bool:
    """Was anybody ever erased here whose address one could meet again?"""
    return bool(ErasedAddress.objects.of(owner).exists())


def erased_among(owner: Any, normals: Iterable[str]) -> set[str]:
    """Those of the addresses and numbers, as they are matched, that belonged to somebody who was erased."""
    rows = ErasedAddress.objects.of(owner)
    digests = {digest_of(owner, normal): normal for normal in normals if normal}
    found: set[str] = set()
    for part in chunks(list(digests)):
        found |= {digests[one] for one in rows.filter(digest__in=part).values_list("digest", flat=True)}
    return found


def _known(party: Party, person: Person) -> Iterator[Known]:
    """What the record says, what merged ones said, and what the log says they said before."""
    yield {name: getattr(party, name) for name in READ}
    for merge in Merge.objects.of(party).filter(kept=party):
        yield from (
            step["row"] for step in merge.undo.get("steps", []) if step["do"] == "dropped" and "email" in step["row"]
        )
        yield from (step["before"] for step in merge.undo.get("steps", []) if step["do"] == "changed")
    numbers = (
        FormerId.objects.of(party).filter(party=party).exclude(external_id="").values_list("external_id", flat=True)
    )
    yield from ({"external_id": number} for number in numbers)
    about = Activity.objects.of(party).filter(subject_type="party", subject_id__in=[str(one) for one in person.ids])
    for label, details in about.values_list("subject_label", "details"):
        yield {"name": label}
        before = details.get("before")
        yield before if isinstance(before, dict) else {}


def _told(known: Iterable[Known], *names: str) -> list[str]:
    return [str(one[name]) for one in known for name in names if one.get(name)]


def _names(one: Known) -> list[str]:
    """The name as a whole, in either order, and the customer number; never a given name alone."""
    name = str(one.get("name") or "")
    given, family = str(one.get("given_name") or ""), str(one.get("family_name") or "")
    number = str(one.get("external_id") or "")
    both = [f"{given} {family}", f"{family} {given}", f"{family}, {given}"] if given and family else []
    found = [name if name != ERASED_NAME else "", *both, number if len(number) >= SHORTEST else ""]
    return [text for text in found if text]

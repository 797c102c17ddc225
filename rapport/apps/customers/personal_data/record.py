from django.db.models import Value

from rapport.kernel.clock import now
from rapport.kernel.personal_data import ERASED_NAME, Logged, Outcome, Person, PersonalData, Place, Rows

# What identifies nobody stays, so that figures by region, by channel and by month are as before.
COARSE = ("kind", "region", "first_seen_at", "acquired_at", "acquisition_channel")
TEXTS = (
    *("given_name", "family_name", "email", "email_normal", "phone", "phone_normal", "external_id", "city"),
    *("postal_code", "gender", "industry", "company_size", "street", "job_title", "website", "tax_number"),
    *("language", "preferred_channel", "search_text"),
)
KEYS = ("birth_date", "company", "account_manager", "sales_rep", "service_team")
NOT_COPIED = ("email_normal", "phone_normal", "search_text")
SHOWN = (
    *("id", "kind", "name", *(name for name in TEXTS if name not in NOT_COPIED), "birth_date", "region__name"),
    *("company__name", "first_seen_at", "acquired_at", "acquisition_channel", "attributes", "created_at"),
)
RECORD = Rows("customers.Party", SHOWN, ("pk",))
STAFF = Rows("customers.Party", (), ("company",))


def _erase(person: Person, change: Place) -> Outcome:
    """The record stays as a shell, so that what was bought and answered stays countable."""
    values = dict.fromkeys(TEXTS, Value("")) | dict.fromkeys(KEYS)
    moments = {"erased_at": now(), "archived_at": now()}
    done = RECORD.emptied(person, change, name=ERASED_NAME, attributes={}, **values, **moments)
    STAFF.emptied(person, change, company=None)
    return done


record = PersonalData(
    name="record",
    title="The record itself",
    help="Name, addresses, numbers, dates and fields of your own. An empty shell stays: kind, region, since when.",
    where="the record",
    keys=("customers.Party.company",),
    found=RECORD.copied,
    erase=_erase,
    logged=(Logged(("parties.",), lambda person: person.ids),),
    order=1,
)

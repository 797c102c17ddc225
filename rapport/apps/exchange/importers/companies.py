from rapport.apps.customers.models import Party
from rapport.apps.exchange.importers._carers import FIELDS as CARERS
from rapport.apps.exchange.importers._consents import EXTRA_TITLES
from rapport.apps.exchange.importers._entry import Field, Importer
from rapport.apps.exchange.importers._erased import EXTRA_TITLES as ERASED_TITLES
from rapport.apps.exchange.importers._party_fields import (
    CHANNEL,
    CITY,
    LANGUAGE,
    PHONE,
    POSTAL_CODE,
    REGION,
    SINCE,
    STREET,
    TAGS,
    TAX_NUMBER,
    WEBSITE,
)
from rapport.apps.exchange.importers._party_sink import SURVEYED, PartySink

FIELDS = (
    Field(
        "external_id",
        "Customer number",
        "The number of this company in your other system. Companies are recognised by it.",
        kind="identifier",
        synonyms=(
            "company id",
            "account id",
            "customer id",
            "customer no",
            "id",
            "kundennummer",
            "id cliente",
            "record id",
        ),
    ),
    Field(
        "name",
        "Name",
        "",
        required=True,
        synonyms=(
            "company",
            "company name",
            "account name",
            "organisation",
            "organization",
            "empresa",
            "firma",
            "société",
            "razón social",
            "name",
            "nombre",
            "nom",
            "nome",
        ),
    ),
    Field("email", "E-mail address", "", kind="email", synonyms=("email", "e-mail", "email address", "correo", "mail")),
    PHONE,
    REGION,
    STREET,
    CITY,
    POSTAL_CODE,
    Field("industry", "Industry", "", synonyms=("branch", "sector", "branche", "industria", "secteur", "setor")),
    Field(
        "company_size",
        "Size",
        "Such as the number of people who work there.",
        kind="identifier",
        synonyms=("employees", "number of employees", "company size", "size", "empleados", "mitarbeiter", "effectif"),
    ),
    WEBSITE,
    TAX_NUMBER,
    LANGUAGE,
    CHANNEL,
    SINCE,
    *CARERS,
    TAGS,
)


class CompaniesSink(PartySink):
    """Writes companies."""

    kind = Party.Kind.COMPANY
    noun = "Company"


companies = Importer(
    name="companies",
    title="Companies",
    help="Companies you sell to or work with: one row a company. Known ones are updated, new ones added.",
    noun="companies",
    fields=FIELDS,
    sink=CompaniesSink,
    extra_titles={**EXTRA_TITLES, **ERASED_TITLES},
    surveyed=SURVEYED,
    party_kind="company",
    group="customers",
    order=3,
)

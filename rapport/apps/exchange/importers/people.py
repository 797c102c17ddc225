from rapport.apps.customers.models import Party
from rapport.apps.exchange.importers._carers import FIELDS as CARERS
from rapport.apps.exchange.importers._consents import EXTRA_TITLES
from rapport.apps.exchange.importers._entry import Field, Importer
from rapport.apps.exchange.importers._erased import EXTRA_TITLES as ERASED_TITLES
from rapport.apps.exchange.importers._party_fields import (
    CHANNEL,
    CITY,
    JOB_TITLE,
    LANGUAGE,
    PHONE,
    POSTAL_CODE,
    REGION,
    SINCE,
    STREET,
    TAGS,
    WEBSITE,
)
from rapport.apps.exchange.importers._party_sink import SURVEYED, PartySink

FIELDS = (
    Field(
        "external_id",
        "Customer number",
        "The number of this person in your shop or other system. People are recognised by it.",
        kind="identifier",
        synonyms=(
            "customer id",
            "customerid",
            "customer no",
            "id",
            "kundennummer",
            "id cliente",
            "numéro client",
            "client id",
            "user id",
            "household id",
            "euid",
        ),
    ),
    Field(
        "name",
        "Full name",
        "",
        synonyms=("name", "full name", "customer name", "nombre completo", "kunde", "nom complet", "nome completo"),
    ),
    Field(
        "given_name",
        "First name",
        "",
        synonyms=(
            "first name",
            "firstname",
            "given name",
            "nombre",
            "vorname",
            "prénom",
            "nome",
            "billing first name",
            "fname",
        ),
    ),
    Field(
        "family_name",
        "Last name",
        "",
        synonyms=(
            "last name",
            "lastname",
            "surname",
            "apellido",
            "apellidos",
            "nachname",
            "nom",
            "sobrenome",
            "billing last name",
            "lname",
        ),
    ),
    Field(
        "email",
        "E-mail address",
        "People without a number are recognised by it.",
        kind="email",
        synonyms=(
            "email",
            "e-mail",
            "email address",
            "mail",
            "correo",
            "correo electrónico",
            "e-mail-adresse",
            "adresse e-mail",
            "billing email",
        ),
    ),
    PHONE,
    REGION,
    STREET,
    CITY,
    POSTAL_CODE,
    Field(
        "birth_date",
        "Date of birth",
        "",
        kind="day",
        synonyms=(
            "birthday",
            "date of birth",
            "birth date",
            "dob",
            "fecha de nacimiento",
            "geburtsdatum",
            "date de naissance",
        ),
    ),
    Field("gender", "Gender", "", synonyms=("sex", "género", "geschlecht", "sexe", "genre")),
    Field(
        "company",
        "Works for",
        "The name of a company; it is added where it is not known.",
        synonyms=("company", "organisation", "organization", "empresa", "firma", "société", "billing company"),
    ),
    JOB_TITLE,
    WEBSITE,
    LANGUAGE,
    CHANNEL,
    SINCE,
    *CARERS,
    TAGS,
)


class PeopleSink(PartySink):
    """Writes people."""

    kind = Party.Kind.PERSON
    noun = "Customer"


people = Importer(
    name="people",
    title="People",
    help="Customers and contacts: one row a person. Known people are updated, new ones added.",
    noun="people",
    fields=FIELDS,
    sink=PeopleSink,
    one_of=(("external_id", "email", "name", "given_name", "family_name"),),
    extra_titles={"companies_created": "Companies added", **EXTRA_TITLES, **ERASED_TITLES},
    surveyed=SURVEYED,
    party_kind="person",
    group="customers",
    order=2,
)

"""Columns that people and companies share."""

from rapport.apps.exchange.importers._entry import Field

REGION = Field(
    "region",
    "Country or region",
    "The place the business counts by; written as in the file.",
    synonyms=(
        "country",
        "region",
        "state",
        "land",
        "país",
        "pais",
        "pays",
        "região",
        "provincia",
        "bundesland",
        "billing country",
        "default address country code",
        "country code",
        "market",
        "address country",
    ),
)
CITY = Field(
    "city",
    "City",
    "",
    synonyms=("town", "ciudad", "stadt", "ort", "ville", "cidade", "billing city", "default address city"),
)
STREET = Field(
    "street",
    "Street",
    "",
    synonyms=(
        "address",
        "address line 1",
        "street address",
        "billing address 1",
        "calle",
        "dirección",
        "strasse",
        "straße",
        "adresse",
        "rue",
        "rua",
    ),
)
JOB_TITLE = Field("job_title", "Job title", "", synonyms=("title", "position", "cargo", "puesto", "funktion", "poste"))
WEBSITE = Field("website", "Website", "", synonyms=("website url", "web", "url", "homepage", "web site", "sitio web"))
TAX_NUMBER = Field(
    "tax_number",
    "Tax number",
    "",
    kind="identifier",
    synonyms=("vat number", "vat id", "vat", "nif", "cif", "ust-idnr", "siret", "tax id", "taxvat"),
)
LANGUAGE = Field(
    "language", "Language", "As a code such as es or pt-BR.", synonyms=("locale", "language code", "idioma", "sprache")
)
POSTAL_CODE = Field(
    "postal_code",
    "Postal code",
    "",
    kind="identifier",
    synonyms=(
        "zip",
        "zip code",
        "postcode",
        "plz",
        "código postal",
        "code postal",
        "billing postcode",
        "default address zip",
    ),
)
PHONE = Field(
    "phone",
    "Phone",
    "",
    synonyms=("telephone", "mobile", "teléfono", "telefon", "téléphone", "telefone", "phone number", "billing phone"),
)
SINCE = Field(
    "first_seen",
    "Known since",
    "When you first heard of them.",
    kind="moment",
    synonyms=(
        "created at",
        "created",
        "sign up date",
        "date registered",
        "customer since",
        "optin time",
        "fecha de alta",
        "kunde seit",
        "registered",
    ),
)
CHANNEL = Field(
    "acquisition_channel",
    "Came through",
    "The channel they were won by, such as search or a friend.",
    synonyms=("channel", "source", "lead source", "acquisition channel", "utm source", "origen", "quelle", "canal"),
)
TAGS = Field(
    "tags",
    "Tags",
    "Words separated by commas.",
    kind="words",
    synonyms=("tag", "labels", "etiquetas", "schlagworte", "étiquettes"),
)

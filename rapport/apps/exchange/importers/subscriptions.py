from decimal import Decimal

from rapport.apps.exchange.importers._entry import Field, Option
from rapport.apps.exchange.importers._record_sink import Said
from rapport.apps.exchange.importers._records import records_importer

BILLING = (("month", "every month"), ("year", "every year"), ("quarter", "every quarter"), ("week", "every week"))
WEEK = ("weekly", "1 week", "semana", "semanal", "woche", "wöchentlich", "semaine", "hebdomadaire")
MONTH = ("monthly", "1 month", "mes", "mensual", "monat", "monatlich", "mois", "mensuel", "mês", "mensal")
QUARTER = ("quarterly", "3 months", "3 month", "trimestre", "trimestral", "quartal", "vierteljährlich", "trimestriel")
YEAR = ("yearly", "annual", "annually", "12 months", "1 year", "año", "anual", "jahr", "jährlich", "annuel", "ano")
CALLED = {"week": WEEK, "month": MONTH, "quarter": QUARTER, "year": YEAR}
WORDS = {word: value for value, words in CALLED.items() for word in words}


def for_all_pieces(said: Said) -> None:
    """The price of several pieces is the price of one as many times."""
    if said.get("amount") is not None and said.get("quantity") is not None:
        said["amount"] *= Decimal(said["quantity"])


subscriptions = records_importer(
    "subscriptions",
    synonyms={
        "external_id": ("subscription id", "id", "contract number", "subscription", "vertragsnummer", "suscripción"),
        "since": ("start date", "started at", "start", "created", "begin", "inicio", "beginn", "début", "from"),
        "until": ("end date", "ended at", "cancelled at", "canceled at", "end", "fin", "ende", "to", "churned at"),
        "amount": ("amount", "mrr", "monthly charge", "monthly charges", "fee", "precio", "preis", "prix", "preço"),
        "billing": ("interval", "billing period", "billing interval", "frequency", "billing cycle", "intervalo"),
        "plan": ("plan name", "product", "tariff", "contract", "tarif", "tarifa", "subscription name"),
    },
    words={"billing": WORDS},
    options=(Option("billing", "Paid", "For rows that do not say it themselves.", "month", BILLING),),
    also=(
        Field(
            "quantity",
            "Pieces",
            "The price is for one of so many.",
            kind="number",
            synonyms=("quantity", "seats", "cantidad", "menge", "quantité", "quantidade", "licenses"),
        ),
    ),
    complete=for_all_pieces,
)

from rapport.apps.exchange.importers._entry import Option
from rapport.apps.exchange.importers._records import CHANNEL, records_importer

STATES = (
    ("sent", "sent: nobody knows whether it arrived"),
    ("delivered", "delivered"),
    ("bounced", "bounced: it did not arrive"),
    ("answered", "answered"),
)
WORDS = {
    **dict.fromkeys(("email sent", "invited", "not started", "enviado", "versandt", "envoyé", "pending"), "sent"),
    **dict.fromkeys(("opened", "clicked", "viewed", "unopened", "entregado", "zugestellt", "délivré"), "delivered"),
    **dict.fromkeys(("failed", "hard bounce", "soft bounce", "undeliverable", "undelivered", "rebotado"), "bounced"),
    **dict.fromkeys(("completed", "complete", "responded", "finished", "answered", "partial", "started"), "answered"),
    **dict.fromkeys(("respondido", "beantwortet", "répondu", "survey finished", "survey started"), "answered"),
}

invitations = records_importer(
    "invitations",
    synonyms={
        "external_id": ("invitation id", "id", "distribution id", "recipient id", "contact id"),
        "at": ("sent at", "sent", "date sent", "invited at", "invitation date", "date", "send date", "fecha", "datum"),
        "state": ("status", "state", "delivery status", "response status", "estado", "statut"),
        "survey": ("survey name", "survey", "questionnaire", "encuesta", "umfrage", "enquête", "pesquisa"),
    },
    words={"state": WORDS},
    options=(
        Option("state", "What became of them", "For rows that do not say it themselves.", "sent", STATES),
        CHANNEL,
    ),
)

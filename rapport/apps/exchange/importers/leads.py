from rapport.apps.exchange.importers._records import CHANNEL, Customer, records_importer

leads = records_importer(
    "leads",
    synonyms={
        "external_id": ("lead id", "record id", "id", "lead number"),
        "at": ("created at", "create date", "created date", "date", "created", "submitted at", "fecha", "datum"),
        "first_response_at": ("first response", "first contacted at", "first response at", "first activity date"),
        "qualified_at": ("qualified at", "qualified date", "mql date", "sql date", "became a qualified lead date"),
        "won_at": ("converted at", "converted date", "won at", "won time", "became a customer date", "closed won date"),
        "lost_at": ("lost at", "lost time", "disqualified at", "rejected at", "unqualified date"),
        "reason": ("lost reason", "reason", "unqualified reason", "motivo", "grund", "motif"),
        "channel": ("lead source", "original source", "source", "channel", "utm source", "canal", "kanal", "medium"),
        "campaign": ("campaign", "utm campaign", "campaign name", "campaña", "kampagne", "campagne"),
    },
    customers={"customer": Customer(numbers=("customer id", "customer number", "contact id", "kundennummer"))},
    options=(CHANNEL,),
)

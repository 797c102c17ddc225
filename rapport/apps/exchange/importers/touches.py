from rapport.apps.exchange.importers._records import CHANNEL, records_importer

touches = records_importer(
    "touches",
    synonyms={
        "external_id": ("activity id", "contact id", "touch id", "message id", "id", "event id"),
        "at": ("date", "sent at", "activity date", "timestamp", "time", "when", "fecha", "datum", "data", "send date"),
        "touchpoint": ("touch point", "stage", "place", "punto de contacto", "kontaktpunkt"),
        "direction": ("direction", "inbound outbound", "dirección", "richtung", "sens"),
        "purpose": ("purpose", "campaign type", "type", "reason", "motivo", "zweck", "objet", "subject"),
        "personalised": ("personalised", "personalized", "personalizado", "personalisiert", "targeted"),
        "replied": ("replied", "responded", "answered", "respondido", "beantwortet", "reply"),
        "minutes": ("minutes", "duration", "time spent", "duración", "dauer", "durée", "duração"),
        "cost": ("cost", "coste", "kosten", "coût", "custo"),
    },
    words={
        "direction": {
            **dict.fromkeys(("inbound", "incoming", "received", "entrante", "eingehend", "entrant"), "in"),
            **dict.fromkeys(("outbound", "outgoing", "sent", "saliente", "ausgehend", "sortant"), "out"),
        }
    },
    options=(CHANNEL,),
)

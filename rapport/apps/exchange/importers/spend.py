from rapport.apps.exchange.importers._entry import Option
from rapport.apps.exchange.importers._records import CHANNEL, records_importer

PURPOSES = (
    ("", "not told apart: counts as winning customers"),
    ("acquisition", "winning customers"),
    ("retention", "keeping customers"),
    ("growth", "growing customers"),
    ("win_back", "winning customers back"),
)

spend = records_importer(
    "spend",
    synonyms={
        "external_id": ("invoice number", "booking number", "row id", "id"),
        "at": ("day", "date", "reporting starts", "spent on", "fecha", "día", "datum", "tag", "jour", "dia", "month"),
        "amount": (
            *("cost", "amount spent", "spend", "amount", "total spent", "media cost", "budget spent"),
            *("gasto", "importe gastado", "coste", "kosten", "ausgaben", "montant dépensé", "valor usado", "coût"),
        ),
        "channel": ("channel", "platform", "network", "source", "medium", "canal", "kanal", "publisher platform"),
        "purpose": ("purpose", "objective", "goal", "objetivo", "zweck", "objectif"),
    },
    words={
        "purpose": {
            **dict.fromkeys(
                ("new customers", "prospecting", "leads", "sales", "awareness", "captación"), "acquisition"
            ),
            **dict.fromkeys(("loyalty", "existing customers", "retención", "bindung", "fidélisation"), "retention"),
            **dict.fromkeys(("upsell", "cross sell", "crecimiento", "wachstum"), "growth"),
            **dict.fromkeys(("winback", "reactivation", "reactivación", "rückgewinnung"), "win_back"),
        }
    },
    options=(CHANNEL, Option("purpose", "Purpose", "For rows that do not say it themselves.", "", PURPOSES)),
)

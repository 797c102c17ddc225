from rapport.apps.exchange.importers._entry import Option
from rapport.apps.exchange.importers._records import records_importer

ARMS = (("treated", "treated"), ("holdout", "held out"))

assignments = records_importer(
    "assignments",
    synonyms={
        "external_id": ("assignment id", "draw id", "id"),
        "experiment": ("experiment name", "test", "test name", "campaign", "campaign id", "experimento", "versuch"),
        "arm": ("group", "variant", "variation", "treatment", "bucket", "grupo", "gruppe", "groupe", "cell"),
        "at": ("assigned at", "date", "start date", "exposed at", "timestamp", "fecha", "datum", "assignment date"),
    },
    words={
        "arm": {
            **dict.fromkeys(("treatment", "test", "exposed", "campaign", "yes", "tratamiento", "behandelt"), "treated"),
            **dict.fromkeys(("control", "held out", "hold out", "no", "baseline", "kontrolle", "contrôle"), "holdout"),
        }
    },
    options=(Option("arm", "Arm", "For rows that do not say it themselves.", "treated", ARMS),),
)

from rapport.apps.exchange.importers._entry import Field
from rapport.apps.exchange.importers._record_sink import Said
from rapport.apps.exchange.importers._records import CHANNEL, Customer, records_importer

WON = ("won", "closed won", "success", "ganado", "ganada", "gewonnen", "gagné", "gagnée", "ganho", "cerrado ganado")
LOST = ("lost", "closed lost", "abandoned", "perdido", "perdida", "verloren", "perdu", "perdue", "cerrado perdido")
OPEN = ("open", "in progress", "pending", "abierto", "abierta", "offen", "ouvert", "ouverte", "aberto")
STATE_OF = {**dict.fromkeys(WON, "won"), **dict.fromkeys(LOST, "lost"), **dict.fromkeys(OPEN, "open")}
CLOSED = {"won": "won_at", "lost": "lost_at"}
IN_STAGE = ("stage", "probability")


def state_told_otherwise(said: Said) -> None:
    """Whether a deal is won or lost: as its state says, else its moments, its marks, or the name of its stage."""
    if not said.get("state"):
        marked = [state for state, name in CLOSED.items() if said.get(name) or said.get(f"is_{state}")]
        stage = " ".join((said.get("stage") or "").casefold().split())
        said["state"] = marked[0] if marked else STATE_OF.get(stage, "open")


def stays_of(said: Said, mapped: frozenset[str]) -> list[Said]:
    """The stays in stages that a row tells of.

    A row that says since when a deal has been where it is, and nothing of its end elsewhere, is one. An overview with
    one row a deal tells of two or three: open since it was opened, then in its stage, then closed.
    """
    if "at" in mapped and not {"won_at", "lost_at", "closed_at"} & mapped:
        return [said]
    state, deal = said["state"], said.get("deal") or ""
    closed = (said.get(CLOSED.get(state, "")) or said.get("closed_at") or said.get("at")) if state in CLOSED else None
    since = said.get("at") if state == "open" else None
    opened = said.get("opened_at") or since or closed
    whole = {name: value for name, value in said.items() if name not in (*IN_STAGE, "reason")}
    here = {name: said[name] for name in IN_STAGE if name in said}
    stays = [{**whole, "external_id": f"{deal}-open", "state": "open", "at": opened}]
    if since and opened and since > opened:
        stays.append({**whole, **here, "external_id": "", "at": since})
    elif state == "open":
        stays[0] |= here
    if state in CLOSED:
        told = {name: said[name] for name in (*IN_STAGE, "reason") if name in said}
        stays.append({**whole, **told, "external_id": f"{deal}-closed", "at": closed or opened})
    return stays


deals = records_importer(
    "deals",
    synonyms={
        "external_id": ("stage record id", "history id"),
        "deal": ("deal id", "opportunity id", "deal number", "record id", "deal", "id", "geschäft", "negocio"),
        "opened_at": ("create date", "created date", "deal created", "created at", "created", "opened at", "creado"),
        "at": ("date entered stage", "stage change date", "last stage change", "entered stage at", "since"),
        "state": ("status", "deal status", "state", "estado", "statut"),
        "stage": ("deal stage", "stage name", "phase", "etapa", "étape", "pipeline stage"),
        "amount": ("value", "amount", "deal value", "deal amount", "importe", "wert", "betrag", "montant", "valor"),
        "probability": ("deal probability", "probability", "win probability", "probabilidad", "wahrscheinlichkeit"),
        "reason": ("lost reason", "closed lost reason", "loss reason", "motivo", "grund", "motif"),
        "channel": ("original source", "source", "deal source", "lead source", "canal", "kanal", "channel"),
    },
    words={"state": STATE_OF},
    customers={"customer": Customer(numbers=("customer id", "customer number", "contact id", "kundennummer"))},
    options=(CHANNEL,),
    also=(
        Field("won_at", "Won on", "", kind="moment", synonyms=("won time", "won date", "closed won date")),
        Field("lost_at", "Lost on", "", kind="moment", synonyms=("lost time", "lost date", "closed lost date")),
        Field(
            "closed_at",
            "Closed on",
            "Of deals that are won or lost; of others it is only expected, and not kept.",
            kind="moment",
            synonyms=("close date", "closed date", "closed on", "fecha de cierre", "abschlussdatum"),
        ),
        Field("is_won", "Is it won?", "", kind="flag", synonyms=("is closed won", "won", "is won")),
        Field("is_lost", "Is it lost?", "", kind="flag", synonyms=("is closed lost", "is lost")),
    ),
    made_of={"state": ("is_won", "is_lost", "stage"), "at": ("won_at", "lost_at", "closed_at", "opened_at")},
    complete=state_told_otherwise,
    split=stays_of,
    one_of=(("at", "opened_at"),),
)

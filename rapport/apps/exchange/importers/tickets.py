from datetime import timedelta

from rapport.apps.exchange.importers._entry import Field
from rapport.apps.exchange.importers._record_sink import Said
from rapport.apps.exchange.importers._records import CHANNEL, Customer, records_importer

AFTER = {"first_response_after": "first_response_at", "resolved_after": "resolved_at"}
LONGEST = 100 * 366 * 24 * 60


def moments_told_in_minutes(said: Said) -> None:
    """Some service desks tell how long an answer took instead of when it was."""
    for told, moment in AFTER.items():
        minutes, opened = said.get(told), said.get("opened_at")
        if said.get(moment) is None and minutes is not None and opened is not None and -LONGEST < minutes < LONGEST:
            said[moment] = opened + timedelta(minutes=float(minutes))


tickets = records_importer(
    "tickets",
    synonyms={
        "external_id": (
            "ticket id",
            "ticket number",
            "id",
            "case number",
            "ticket",
            "número de ticket",
            "ticketnummer",
        ),
        "opened_at": (
            *("created at", "created time", "created", "opened at", "opened", "open date", "date opened"),
            *("creado", "fecha de creación", "erstellt am", "créé le", "criado em"),
        ),
        "first_response_at": ("first response at", "initial response time", "first replied at", "first reply at"),
        "resolved_at": (
            "solved at",
            "resolved time",
            "resolved at",
            "solved",
            "closed at",
            "closed time",
            "date closed",
        ),
        "response_minutes": ("first reply time in minutes within business hours", "first response time in hrs"),
        "resolution_minutes": (
            *("full resolution time in minutes within business hours", "resolution time in hrs"),
            "first resolution time in minutes within business hours",
        ),
        "topic": ("ticket type", "type", "category", "issue type", "tema", "thema", "sujet", "reason"),
        "route": ("handled by", "route", "resolved by type"),
        "handed_over": ("handed over", "escalated to agent", "handoff", "bot handover"),
        "complaint": ("complaint", "is complaint", "queja", "beschwerde", "réclamation", "reclamação"),
        "reopened": ("reopens", "reopened", "reopen count", "times reopened", "reabierto", "wiedereröffnet"),
        "saved": ("saved", "retained", "save outcome"),
        "minutes": ("time tracked", "time spent", "handle time", "handling time", "minutes spent", "bearbeitungszeit"),
        "cost": ("cost", "cost of ticket", "coste", "kosten", "coût", "custo"),
        "channel": ("via", "source", "channel", "canal", "kanal", "ticket source"),
    },
    words={
        "route": {
            **dict.fromkeys(("agent", "human", "person", "support", "employee", "mitarbeiter", "agente"), "staff"),
            **dict.fromkeys(("bot", "chatbot", "ai", "machine", "automation", "answer bot"), "automated"),
            **dict.fromkeys(("self service", "help center", "help centre", "faq", "article", "portal"), "self_service"),
        }
    },
    customers={
        "customer": Customer(
            emails=("requester email", "email", "e-mail", "customer email", "contact email", "from", "correo"),
            names=("requester", "full name", "contact name", "customer name", "requester name", "cliente", "kunde"),
        )
    },
    options=(CHANNEL,),
    also=(
        Field(
            "first_response_after",
            "Minutes to the first answer",
            "Where the file has no moment of it.",
            kind="minutes",
            synonyms=("first reply time in minutes", "first response time in mins", "first response minutes"),
        ),
        Field(
            "resolved_after",
            "Minutes to the resolution",
            "Where the file has no moment of it.",
            kind="minutes",
            synonyms=("full resolution time in minutes", "resolution minutes"),
        ),
    ),
    complete=moments_told_in_minutes,
    made_of={moment: (told,) for told, moment in AFTER.items()},
)

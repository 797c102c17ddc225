"""Columns that say what people allow: a yes or a no for a channel, in the words of newsletters, shops and CRMs."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import LegalBasis, Purpose
from rapport.apps.customers.operations import AnswerFacts, AnswersRecorded, AnswerTrial, record_answers
from rapport.apps.exchange.importers._entry import Field, Option, Problem, Setting, Written, noting, refuse
from rapport.kernel.clock import now
from rapport.kernel.text import text_error

CHANNEL_OF = {"consent_email": "email", "consent_phone": "phone", "consent_sms": "sms", "consent_post": "post"}
OPTED_OUT = {"opted_out_email": "email", "opted_out_phone": "phone"}
GIVEN = {
    *("yes", "y", "true", "1", "x", "on", "ja", "j", "si", "sí", "s", "oui", "sim", "wahr", "verdadero", "vrai"),
    "given",
    "subscribed",
    "opt in",
    "opted in",
    "optin",
    "accepted",
    "agreed",
    "granted",
    "active",
    "confirmed",
    "suscrito",
    "abonniert",
}
WITHDRAWN = {
    "withdrawn",
    "unsubscribed",
    "opt out",
    "opted out",
    "optout",
    "revoked",
    "objected",
    "suppressed",
    "baja",
    "abgemeldet",
}
PLAIN_NO = {
    *("no", "n", "false", "0", "off", "nein", "non", "não", "nao", "falsch", "falso", "faux"),
    *("never subscribed", "not subscribed", "not given", "none", "inactive"),
}
SAYS_NOTHING = {"unknown", "never asked", "unasked", "n/a"}
LONGEST_SOURCE = 120
Found = Iterable[tuple[int, Sequence[AnswerFacts]]]
LONGEST_WORDING = 5_000
AS_FOR_MAIL = "As for e-mail."
FIELDS = (
    Field(
        "consent_email",
        "Consent to e-mail",
        "Yes, no or unsubscribed. A no ends a consent; where there was none, it counts as never asked.",
        synonyms=(
            "accepts email marketing",
            "accepts marketing",
            "email marketing consent",
            "email consent",
            "consent email",
            "email opt in",
            "opt in",
            "marketing consent",
            "newsletter",
            "newsletter consent",
            "subscribed",
            "email subscriber status",
            "consentimiento",
            "einwilligung e-mail",
        ),
    ),
    Field(
        "consent_phone", "Consent to calls", AS_FOR_MAIL, synonyms=("phone consent", "consent phone", "call consent")
    ),
    Field(
        "consent_sms",
        "Consent to text messages",
        AS_FOR_MAIL,
        synonyms=("accepts sms marketing", "sms marketing consent", "sms consent", "sms opt in"),
    ),
    Field(
        "consent_post",
        "Consent to post",
        AS_FOR_MAIL,
        synonyms=("postal consent", "mail consent", "direct mail consent"),
    ),
    Field(
        "opted_out_email",
        "Opted out of e-mail",
        "A yes is a withdrawal.",
        synonyms=("email opt out", "has opted out of email", "unsubscribed from all email", "do not email"),
    ),
    Field("opted_out_phone", "Opted out of calls", "A yes is a withdrawal.", synonyms=("do not call",)),
    Field(
        "consent_at",
        "Time of the answer",
        "Without it a yes never replaces a withdrawal.",
        kind="moment",
        synonyms=("consent at", "consent date", "consent time", "consent timestamp", "opt in date"),
    ),
    Field(
        "consent_source",
        "Source of the answer",
        "Where they answered, such as a form or a fair; without it, this file.",
        synonyms=("consent source", "opt in source"),
    ),
    Field(
        "consent_wording",
        "What they were shown",
        "The words they agreed to; without them, those of the purpose.",
        synonyms=("consent wording", "consent text"),
    ),
)
EVERYBODY = Option(
    "consent_everybody",
    "Everybody in this file",
    "Newsletters export one file for each state; who agreed and who left stand in different files.",
    "",
    (("", "has answered as the columns say"), ("given", "agreed to e-mail"), ("withdrawn", "left the e-mail list")),
    "records",
)
EXTRA_TITLES = {
    "answers_recorded": "Answers about consent recorded",
    "withdrawals_kept": "Withdrawals kept: the file does not say that the yes came later",
}


def consent_fields(member: Member) -> tuple[tuple[Field, ...], tuple[Option, ...]]:
    """The fields and options of whoever may record what people allow, where there are purposes to record it for."""
    if not member.may("consent.edit"):
        return (), ()
    rows = Purpose.objects.of(member).filter(archived_at=None).order_by("position", "title")
    found = sorted(rows, key=lambda one: one.basis != LegalBasis.CONSENT)
    if not found:
        return (), ()
    choices = tuple((one.key, one.title) for one in found)
    purpose = Option("consent_purpose", "Consent is for", "", found[0].key, choices, "records")
    return FIELDS, (purpose, EVERYBODY)


class Answers:
    """What the rows of an import say about consent."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._purpose = setting.options.get("consent_purpose", "")
        self._trial: AnswerTrial | None = None
        self._everybody = setting.options.get("consent_everybody", "")
        self._source = f"Import: {setting.actor.label}"[:LONGEST_SOURCE]

    def read(self, said: dict[str, Any]) -> list[AnswerFacts]:
        """The answers of one row, not yet of anybody. Raises Problem."""
        at, source, wording = said.get("consent_at"), said.get("consent_source"), said.get("consent_wording")
        found = _errors(at, source, wording)
        words = dict.fromkeys(CHANNEL_OF.values(), "")
        for name, channel in [*CHANNEL_OF.items(), *OPTED_OUT.items()]:
            with noting(found):
                state = _state(name, said.get(name))
                if name in CHANNEL_OF:
                    words[channel] = state
                elif state == "given":
                    words[channel] = "withdrawn"
        refuse(found)
        if self._everybody and not words["email"]:
            words["email"] = self._everybody
        source = source or self._source
        return [AnswerFacts(0, channel, word, source, at, wording) for channel, word in words.items() if word]

    def write(self, found: Found, written: Written) -> None:
        """Record them for the people they are of; an id of 0 is somebody who was refused."""
        if answers := _of_people(found):
            done = record_answers(self._setting.member, self._purpose, answers, actor=self._setting.actor)
            _count(done, written)

    def judge(self, found: Found, written: Written, *, again: Collection[int]) -> None:
        """Count what would be recorded; `again` are the people of whom later rows may tell more."""
        if answers := _of_people(found):
            self._trial = self._trial or AnswerTrial(self._setting.member, self._purpose)
            _count(self._trial.judge(answers, again=again), written)


def _of_people(found: Found) -> list[AnswerFacts]:
    return [
        AnswerFacts(party_id, one.channel, one.said, one.source, one.at, one.wording)
        for party_id, of_one in found
        for one in of_one
        if party_id
    ]


def _count(done: AnswersRecorded, written: Written) -> None:
    written.count("answers_recorded", done.recorded)
    written.count("withdrawals_kept", done.kept)


def _state(name: str, cell: str | None) -> str:
    """given, withdrawn, no, or nothing."""
    said = " ".join((cell or "").replace("_", " ").replace("-", " ").casefold().split())
    if not said or said in SAYS_NOTHING:
        return ""
    for words, state in ((GIVEN, "given"), (WITHDRAWN, "withdrawn"), (PLAIN_NO, "no")):
        if said in words:
            return state
    raise Problem(name, f"“{said[:40]}” is neither a yes nor a no.")


def _errors(at: datetime | None, source: str | None, wording: str | None) -> list[tuple[str, str]]:
    found = []
    if at is not None and at > now():
        found.append(("consent_at", "This is in the future; an answer was given in the past."))
    for name, text, longest in (
        ("consent_source", source, LONGEST_SOURCE),
        ("consent_wording", wording, LONGEST_WORDING),
    ):
        if error := text_error(text or "", longest=longest):
            found.append((name, error))
    return found

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from rapport.apps.customers.operations import party_errors
from rapport.apps.exchange.importers._entry import (
    Field,
    Importer,
    Option,
    PlainSink,
    Problem,
    Record,
    Setting,
    Written,
    refuse,
)
from rapport.apps.exchange.importers._people_behind import EqualOnes, Parties, Regions, Who, newcomer, region_error, who
from rapport.apps.feedback.operations import ResponseFacts, ResponseTrial, record_responses, response_errors
from rapport.kernel.clock import now

KINDS = (
    ("nps", "NPS: would you recommend us, 0 to 10"),
    ("csat", "CSAT: how satisfied are you, 1 to 5"),
    ("ces", "CES: how easy was it, 1 to 7"),
    ("free", "Free text without a score"),
)
UNNUMBERED = 1_000
WORDS = {
    "net promoter score": "nps",
    "satisfaction": "csat",
    "effort": "ces",
    "customer effort score": "ces",
    "text": "free",
}
FIELDS = (
    Field(
        "at",
        "Answered on",
        "",
        kind="moment",
        required=True,
        synonyms=(
            "date",
            "submitted at",
            "response date",
            "answered at",
            "timestamp",
            "created at",
            "fecha",
            "datum",
            "data",
            "completed at",
            "end date",
            "submit date",
        ),
    ),
    Field(
        "score",
        "Score",
        "",
        kind="number",
        synonyms=("rating", "nps score", "nps", "csat", "ces", "puntuación", "bewertung", "note", "nota", "grade"),
    ),
    Field(
        "text",
        "Comment",
        "",
        synonyms=(
            "comment",
            "comments",
            "feedback",
            "comentario",
            "kommentar",
            "commentaire",
            "comentário",
            "answer",
            "reason",
            "verbatim",
        ),
    ),
    Field(
        "kind",
        "Kind of question",
        "NPS, CSAT, CES or free; where the file holds several.",
        synonyms=("kind", "survey type", "type", "question type", "metric"),
    ),
    Field(
        "customer",
        "Customer number",
        "",
        kind="identifier",
        synonyms=("customer id", "customer no", "customerid", "user id", "kundennummer", "id cliente", "respondent id"),
    ),
    Field(
        "email",
        "Customer’s e-mail",
        "",
        kind="email",
        synonyms=("email", "e-mail", "email address", "correo", "respondent email", "mail"),
    ),
    Field(
        "external_id",
        "Response number",
        "A response with the same number is updated, not added.",
        kind="identifier",
        synonyms=("response id", "id", "submission id", "answer id", "#"),
    ),
    Field(
        "survey", "Survey", "", synonyms=("survey name", "campaign", "encuesta", "umfrage", "enquête", "survey title")
    ),
    Field("question", "Question", "", synonyms=("question text", "pregunta", "frage")),
    Field(
        "touchpoint",
        "Touchpoint",
        "Where the answer was about, such as delivery or checkout.",
        synonyms=("touch point", "topic", "stage", "moment", "context"),
    ),
    Field("channel", "Channel", "", synonyms=("medium", "source", "canal", "kanal", "collector")),
    Field("region", "Country or region", "", synonyms=("country", "region", "land", "país", "pays", "market")),
)


@dataclass(slots=True)
class Answer:
    """A response, its customer as the row names them, and its region's name."""

    facts: ResponseFacts
    customer: Who
    region: str | None


class ResponsesSink(PlainSink):
    """Writes survey responses. Customers unknown so far are added; answers of nobody known are kept as anonymous.

    Anonymous answers without a number get one that follows from what they say and from how many equal ones stand
    before them in the file: so the same file twice adds none, and equal answers within one file stay apart.
    """

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.regions = Regions(setting)
        self.parties = Parties(setting)
        self._names = [field.name for field in setting.fields]
        self._unnumbered: list[Answer] = []
        self._equal = EqualOnes()
        self._trial: ResponseTrial | None = None

    def passed(self, record: Record) -> None:
        """Equal answers are counted from the beginning of the file."""
        with suppress(Problem):
            self.facts(record)
        if len(self._unnumbered) >= UNNUMBERED:
            self._number_all()

    def facts(self, record: Record) -> Answer:
        answer, found = self._read(record.rows[0], f"line {record.line}")
        refuse(found)
        if not (answer.customer.is_known or answer.facts.external_id):
            self._unnumbered.append(answer)
        return answer

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """A score cannot be judged while the kind of question or the text beside it could not be read."""
        hidden = unread | ({"score"} if unread & {"kind", "text"} else set())
        return [found for found in self._read(values, "")[1] if found[0] not in hidden]

    def _read(self, values: Sequence[Any], place: str) -> tuple[Answer, list[tuple[str, str]]]:
        """An answer with everything that is wrong with it."""
        said = dict.fromkeys(field.name for field in FIELDS) | dict(zip(self._names, values, strict=True))
        spoken = (said["kind"] or self.setting.options.get("kind") or "nps").strip().lower()
        facts = ResponseFacts(
            kind=WORDS.get(spoken, spoken),
            at=said["at"] or now(),
            score=said["score"],
            text=said["text"] or "",
            survey=said["survey"] or "",
            question=said["question"] or "",
            touchpoint=said["touchpoint"] or "",
            channel=said["channel"] or "",
            external_id=said["external_id"] or "",
            place=place,
        )
        found = response_errors(facts)
        if error := region_error(said["region"]):
            found.append(("region", error))
        customer = who(said["customer"], said["email"])
        for field_name, message in party_errors(newcomer(customer)) if customer.is_known else ():
            found.append(("email" if field_name == "email" else "customer", message))
        return Answer(facts, customer, said["region"]), found

    def _number_all(self) -> None:
        """Give answers of nobody known a number, in the order of the file."""
        digests = [_digest(answer) for answer in self._unnumbered]
        for answer, digest, place in zip(self._unnumbered, digests, self._equal.counted(digests), strict=True):
            answer.facts.external_id = f"anonymous-{digest}-{place}"
        self._unnumbered.clear()

    def write(self, facts: Sequence[Answer]) -> Written:
        self._number_all()
        written = Written()
        regions = self.regions.ids(answer.region for answer in facts)
        people = {answer.customer for answer in facts if answer.customer.is_known}
        ids = self.parties.made({each: newcomer(each) for each in people}, written)
        for answer in facts:
            answer.facts.customer_id = ids.get(answer.customer)
            answer.facts.region_id = regions[answer.region] if answer.region else None
            if not answer.customer.is_known:
                written.count("anonymous_responses")
        answers = [answer.facts for answer in facts]
        mode, actor = self.setting.mode, self.setting.actor
        recorded = record_responses(self.setting.member, answers, mode=mode, actor=actor)
        written.created, written.updated, written.unchanged = recorded.created, recorded.updated, recorded.unchanged
        written.refused = recorded.refused
        return written

    def judge(self, facts: Sequence[Answer], *, samples: int = 0) -> Written:
        self._number_all()
        regions = self.regions.judged(answer.region for answer in facts)
        ids = self.parties.judged(answer.customer for answer in facts)
        for answer in facts:
            answer.facts.customer_id = ids.get(answer.customer)
            answer.facts.region_id = regions[answer.region] if answer.region else None
        trial = self._trial = self._trial or ResponseTrial(self.setting.member, self.setting.mode)
        judged = trial.judge([answer.facts for answer in facts])
        return Written(judged.created, judged.updated, judged.unchanged, refused=judged.refused)

    def forget(self) -> None:
        self.regions.forget()
        self.parties.forget()


def _digest(answer: Answer) -> str:
    """The same for answers that say the same."""
    facts = answer.facts
    told = (facts.kind, facts.at.timestamp(), facts.score, facts.text, facts.survey, facts.question)
    return blake2b(repr((*told, facts.touchpoint, facts.channel, answer.region)).encode(), digest_size=16).hexdigest()


responses = Importer(
    name="responses",
    title="Survey responses",
    help="Answers to surveys: one row an answer, with a score, a comment, or both.",
    noun="responses",
    fields=FIELDS,
    sink=ResponsesSink,
    options=(Option("kind", "Kind of question", "For rows that do not say it themselves.", "nps", KINDS),),
    one_of=(("score", "text"),),
    extra_titles={"customers_created": "Customers added", "anonymous_responses": "Responses of nobody known"},
    group="answers",
    order=5,
)

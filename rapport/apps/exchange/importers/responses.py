from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapport.apps.customers.operations import PartyFacts
from rapport.apps.exchange.importers._entry import Field, Importer, Option, Problem, Record, Setting, Written
from rapport.apps.exchange.importers._people_behind import Parties, Regions, Who, who
from rapport.apps.feedback.operations import ResponseFacts, record_responses, response_errors

KINDS = (
    ("nps", "NPS: would you recommend us, 0 to 10"),
    ("csat", "CSAT: how satisfied are you, 1 to 5"),
    ("ces", "CES: how easy was it, 1 to 7"),
    ("free", "Free text without a score"),
)
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


class ResponsesSink:
    """Writes survey responses. Customers unknown so far are added; answers of nobody known are kept as anonymous."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.regions = Regions(setting)
        self.parties = Parties(setting)

    def survey(self, values: Sequence[Any]) -> None:
        """Nothing to look at beforehand."""

    def prepare(self) -> Written:
        """Nothing to write beforehand."""
        return Written()

    def facts(self, record: Record) -> Answer:
        said = dict(zip((field.name for field in FIELDS), record.rows[0], strict=True))
        spoken = (said["kind"] or self.setting.options.get("kind") or "nps").strip().lower()
        facts = ResponseFacts(
            kind=WORDS.get(spoken, spoken),
            at=said["at"],
            score=said["score"],
            text=said["text"] or "",
            survey=said["survey"] or "",
            question=said["question"] or "",
            touchpoint=said["touchpoint"] or "",
            channel=said["channel"] or "",
            external_id=said["external_id"] or "",
            place=f"line {record.line}",
        )
        for field_name, message in response_errors(facts):
            raise Problem(field_name, message)
        return Answer(facts, who(said["customer"], said["email"]), said["region"])

    def write(self, facts: Sequence[Answer]) -> Written:
        written = Written()
        regions = self.regions.ids(answer.region for answer in facts)
        ids = self._customers({answer.customer for answer in facts if answer.customer.is_known}, written)
        for answer in facts:
            answer.facts.customer_id = ids.get(answer.customer)
            answer.facts.region_id = regions[answer.region] if answer.region else None
            if not answer.customer.is_known:
                written.count("anonymous_responses")
        recorded = record_responses(self.setting.member, [answer.facts for answer in facts], actor=self.setting.actor)
        written.created, written.updated, written.unchanged = recorded.created, recorded.updated, recorded.unchanged
        return written

    def _customers(self, wanted: set[Who], written: Written) -> dict[Who, int]:
        known = self.parties.find(wanted)
        missing = sorted(each for each in wanted if each not in known)
        people = {each: _newcomer(each) for each in missing}
        written.count("customers_created", self.parties.add(people))
        return self.parties.find(wanted)


def _newcomer(each: Who) -> PartyFacts:
    if each.external_id:
        return PartyFacts(name=f"Customer {each.external_id}", external_id=each.external_id)
    return PartyFacts(name=each.email, email=each.email)


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
    order=5,
)

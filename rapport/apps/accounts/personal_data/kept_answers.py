from rapport.kernel.models import KeptAnswer
from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row

ERASED_ANSWER = '{"code": "erased", "message": "What was answered here spoke of somebody who was erased."}'


def _ids(person: Person) -> list[int]:
    """Answers that name the person."""
    kept = KeptAnswer.objects.of(person.workspace_id).values_list("pk", "body")
    return [pk for pk, body in kept.iterator(500) if person.words.in_text(body)]


def _found(person: Person) -> list[Row]:
    rows = KeptAnswer.objects.of(person.workspace_id).filter(pk__in=_ids(person)).order_by("pk").values("at", "body")
    return [{"at": row["at"].isoformat(), "body": row["body"]} for row in rows]


def _erase(person: Person, change: Place) -> Outcome:
    """The row stays for its day, so that a program that asks again makes nobody anew."""
    rows = KeptAnswer.objects.of(person.workspace_id).filter(pk__in=_ids(person))
    return Outcome(emptied=rows.update(body=ERASED_ANSWER))


kept_answers = PersonalData(
    name="kept_answers",
    title="Answers to programs",
    help="What the interface answered under a key, kept for a day so that a repeated request does nothing twice.",
    where="the interface for programs",
    keys=(),
    found=_found,
    erase=_erase,
    order=82,
)

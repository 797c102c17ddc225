from typing import Any

from rapport.kernel.jobs.models import Job
from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Row

WRITTEN = ("title", "positional", "arguments", "progress_note", "result", "error", "traceback")


def _naming(person: Person) -> list[tuple[Any, dict[str, Any]]]:
    """Jobs whose words name the person, each with these words as they are to be."""
    jobs = Job.objects.of(person.workspace_id).only("workspace", *WRITTEN)
    found = []
    for job in jobs.iterator(500):
        before = {name: getattr(job, name) for name in WRITTEN}
        after = person.words.without_in(before)
        if after != before:
            found.append((job, after))
    return found


def _found(person: Person) -> list[Row]:
    return [{"title": job.title} for job, _after in _naming(person)]


def _erase(person: Person, change: Place) -> Outcome:
    """A job that waits or runs needs its words; it is over soon, and the places say so."""
    done = Outcome()
    for job, after in _naming(person):
        if job.is_open:
            done.kept["A job at work needs it; erase again when it is over."] = 1
        else:
            done.emptied += Job.objects.of(person.workspace_id).filter(pk=job.pk).update(**after)
    return done


jobs = PersonalData(
    name="jobs",
    title="Work in the background",
    help="Titles, arguments and messages of work done for members that name the person.",
    where="jobs",
    keys=(),
    found=_found,
    erase=_erase,
    order=81,
)

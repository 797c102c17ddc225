"""Survey answers of the canvas's subject: which they are, and how one of them reads."""

from django.db.models import Q

from rapport.apps.canvas.evidence_kinds._kind import About
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.queries import span_of_responses
from rapport.apps.insights.queries.periods import Known as KnownDays
from rapport.apps.insights.queries.periods import laid_out
from rapport.kernel.clock import now
from rapport.ui import figures


def of_subject(about: About) -> Q:
    """The answers of the canvas's subject in its region; an anonymous one counts where it was given."""
    rows = about.subject.rows()
    if about.region is not None:
        rows &= Q(customer__region=about.region) | Q(customer=None, region=about.region)
    return rows


def of_subject_and_period(about: About) -> Q:
    """The same within the canvas's period, which ends with the last answer where answers are old."""
    span = span_of_responses(about.member)
    known = KnownDays(span.first, span.last)
    workspace = about.member.workspace
    choice = laid_out(about.period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    return of_subject(about) & Q(at__gte=choice.start, at__lt=choice.end)


def title_of(answer: Response) -> str:
    """ "NPS 3, Delivery, 2 Mar 2026"."""
    score = "" if answer.score is None else f" {figures.number(answer.score.normalize())}"
    parts = (f"{answer.get_kind_display()}{score}", answer.touchpoint or answer.survey, figures.day(answer.at))
    return ", ".join(part for part in parts if part)

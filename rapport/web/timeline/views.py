"""The timeline of a customer: a part of their page, or a page of its own."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import retarget

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.queries.duplicates import moved_to
from rapport.kernel.errors import Missing
from rapport.web.timeline.asking import CURSOR, THROUGH, TimelineForm, Wanted
from rapport.web.timeline.reading import Timeline, offered_sources, record_of, timeline_down_to, timeline_of

STREAM = "timeline-stream"
STREAM_PART, MORE_PART, HEAD_PART = (f"web/timeline/_{name}.html" for name in ("stream", "more", "head"))


@page("customers.view")
def timeline(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """A page of the timeline. A script gets the part it asks for: more of it, what is new, or the stream anew.

    The address of a merged record leads to the kept one.
    """
    try:
        found = record_of(member, party_id)
    except Missing:
        kept = moved_to(member, party_id)
        if kept is None:
            raise
        return redirect("web:timeline", workspace=member.workspace.slug, party_id=kept)
    form = TimelineForm(request.GET, offered_sources(member))
    wanted = form.wanted()
    if _is_fragment(request) and THROUGH in request.GET:
        return _news(request, member, found, wanted)
    read = timeline_of(member, found, wanted, cursor=request.GET.get(CURSOR, ""))
    context = {**_context(request, member, found, wanted, read), "is_later": bool(request.GET.get(CURSOR))}
    context |= {"sources": offered_sources(member), "dates": [form["since"], form["until"]]}
    if not _is_fragment(request):
        return render(request, "web/timeline.html", context)
    if context["is_later"]:
        return render(request, MORE_PART, context)
    if request.htmx.target != STREAM:  # type: ignore[attr-defined]
        return render(request, "web/timeline/_timeline.html", context)
    return _remembered(request, render(request, STREAM_PART, context), member, found, wanted)


def _news(request: HttpRequest, member: Member, found: Party, wanted: Wanted) -> HttpResponse:
    """The first page again, as far down as it went; the stream from its start where that no longer fits."""
    through = request.GET[THROUGH]
    read = timeline_down_to(member, found, wanted, through) if through else None
    if read is not None and read.days:
        return render(request, HEAD_PART, {**_context(request, member, found, wanted, read), "through": through})
    whole = _context(request, member, found, wanted, timeline_of(member, found, wanted))
    return retarget(render(request, STREAM_PART, whole), f"#{STREAM}")


def _context(request: HttpRequest, member: Member, found: Party, wanted: Wanted, read: Timeline) -> dict[str, Any]:
    place = reverse("web:timeline", args=[member.workspace.slug, found.pk])
    topics = {topic for source in offered_sources(member) for topic in source.topics} | {f"party:{found.pk}"}
    return {
        "party": found,
        "timeline": read,
        "wanted": wanted,
        "timeline_url": place,
        "older_url": f"{place}?{wanted.address(**{CURSOR: read.next})}" if read.next else "",
        "news_url": f"{place}?{wanted.address()}",
        "everything_url": f"{_stands_on(request, member, found)}#timeline",
        "through": read.end if read.next else "",
        "waits_for": ", ".join(f"live:{topic} from:document throttle:2s" for topic in sorted(topics)),
    }


def _remembered(
    request: HttpRequest, answer: HttpResponse, member: Member, found: Party, wanted: Wanted
) -> HttpResponse:
    """Let the address of the page that the timeline stands on say what is shown."""
    said = wanted.address()
    place = _stands_on(request, member, found)
    answer["HX-Replace-Url"] = f"{place}?{said}" if said else place
    return answer


def _stands_on(request: HttpRequest, member: Member, found: Party) -> str:
    """The page in which the timeline is shown: that of the record, or its own."""
    own = reverse("web:timeline", args=[member.workspace.slug, found.pk])
    if not _is_fragment(request):
        return own
    here = urlsplit(request.htmx.current_url_abs_path or "").path  # type: ignore[attr-defined]
    record = reverse("customers:party", args=[member.workspace.slug, found.pk])
    return record if here == record else own


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))

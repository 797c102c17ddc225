"""Source of the timeline: what was done to the record itself, from the log."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.timeline_sources._words import MADE, OF_MANY, OF_ONE
from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told, Words

# What other sources tell by the thing itself.
TOLD_ELSEWHERE = ("task.", "tasks.", "call.", "meeting.", "message.", "work.", "consent.", "consents.", "segment.")
TOLD_BY_THE_THING = ("note.written", "note.restored", "file.kept")
# What a verb tells something about; it is not told to those from whom that is hidden.
FIELD_OF = {"party.fact_": "personal_facts", "party.address_": "addresses", "party.terms_set": "terms"}
FIELD_OF |= {"note.": "notes", "file.": "files"}
DERIVED = ("search_text", "email_normal", "phone_normal", "attributes")
LONGEST = 80


def _of_one(asked: Asked) -> Any:
    ids = [str(number) for number in (*asked.parties, *asked.former)]
    rows = asked.table("activity.Activity").filter(subject_type="party", subject_id__in=ids)
    hidden = [verb for verb, field in FIELD_OF.items() if not asked.shows(field)]
    for beginning in (*TOLD_ELSEWHERE, *hidden):
        rows = rows.exclude(verb__startswith=beginning)
    return rows.exclude(verb__in=TOLD_BY_THE_THING)


def _of_many(asked: Asked) -> Any:
    """Records of the log that touched many; of each only what is told here is read, because they are large."""
    records = asked.table("activity.Activity").filter(sequence=OuterRef("sequence"))
    of_tags, of_bulk = (
        records.filter(verb__in=["parties.tagged", "parties.untagged"]),
        records.filter(verb="parties.edited"),
    )
    tag = of_tags.annotate(word=Coalesce(KT("details__tag"), KT("details__do__value"))).values("word")
    edit = of_bulk.annotate(field=KT("details__do__field"), value=KT("details__do__value"))
    told = {
        "verb": records.values("verb"),
        "who": records.values("actor_label"),
        "tag": tag,
        "field": edit.values("field"),
        "value": edit.values("value"),
    }
    texts = {name: Subquery(found[:1], output_field=CharField()) for name, found in told.items()}
    ids = [*asked.parties, *asked.former]
    rows = asked.table("activity.Mention").filter(subject_type="party", subject_id__in=ids)
    return rows.annotate(**texts).filter(~Q(verb__startswith="segment."))


def _tell_one(record: Any, asked: Asked) -> Told:
    words: Words = OF_ONE.get(record.verb) or record.words
    return Told(capfirst(str(words)), "; ".join(_particulars(record.details, asked)), who=record.actor_label)


def _tell_many(mention: Any, asked: Asked) -> Told:
    words = MADE if mention.made else OF_MANY.get(mention.verb or "", _now("changed this record"))
    text = ""
    if mention.field and asked.shows(mention.field):
        shown = f": {mention.value}" if mention.value and _is_plain(mention.field) else ""
        text = f"{_title(mention.field)}{shown}"
    return Told(capfirst(str(words)), text, who=mention.who or "", state=mention.tag or "")


def _particulars(details: Mapping[str, Any], asked: Asked) -> Iterator[str]:
    before = details.get("before")
    for name, value in before.items() if isinstance(before, Mapping) else ():
        if name not in DERIVED and asked.shows(name):
            was = f" ({_now('was')} {str(value)[:LONGEST]})" if value and _is_plain(name) else ""
            yield f"{_title(name)}{was}"
    yield from (one["name"] for one in details.get("merged", []) if isinstance(one, Mapping))
    if details.get("other_name"):
        yield str(details["other_name"])


def _is_plain(name: str) -> bool:
    """Does the column of the record hold words that a reader understands?"""
    column = _columns().get(name)
    return isinstance(column, CharField) and not column.choices


def _title(name: str) -> str:
    column = _columns().get(name.removesuffix("_id"))
    return str(capfirst(column.verbose_name if column else name.rpartition(".")[2].replace("_", " ")))


def _columns() -> dict[str, Any]:
    return {column.name: column for column in apps.get_model("customers.Party")._meta.fields}


changes = TimelineSource(
    name="changes",
    title=_("Changes to the record"),
    help=_("Who added, changed, tagged, merged or archived the record, and with which import."),
    icon="pencil-square",
    hue="metric",
    right="activity.view",
    strands=(
        Strand(_of_one, _tell_one, party="subject_id", searched=("actor_label",)),
        Strand(_of_many, _tell_many, party="subject_id", searched=("who", "tag")),
    ),
    topics=("parties",),
    order=90,
)

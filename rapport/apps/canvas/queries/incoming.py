"""A portable canvas looked at from a workspace: what would become of it here, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Blueprint, Section, blueprints
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.relationship_types import relationship_types
from rapport.apps.customers.models import HUES, Party, Region, Segment
from rapport.apps.insights.queries import period_choices
from rapport.apps.sales.models import Product
from rapport.kernel.errors import Refused

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What a document would become here.

    `segment_id`, `party_id` and `region_id` are those of this workspace that bear the document's names;
    `is_subject_known` says whether its subject was found. `remarks` are what will not come along.
    """

    title: str
    subject: str
    template: str
    is_subject_known: bool
    segment_id: int | None = None
    party_id: int | None = None
    region_id: int | None = None
    counts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def look_at(member: Member, document: Document) -> Look:
    """What would become of a document. Raises Refused naming the place of what nobody here could read."""
    member.require("canvas.edit")
    blueprint = blueprint_of(document)
    check_words(document, blueprint)
    segment, party = _subject(member, document)
    region = Region.objects.of(member).filter(name=document["region"]).first() if document["region"] else None
    return Look(
        title=document["title"],
        subject=document["subject"]["name"],
        template=str(blueprint.title),
        is_subject_known=bool(segment or party or document["subject"]["kind"] == "everybody"),
        segment_id=segment.pk if segment else None,
        party_id=party.pk if party else None,
        region_id=region.pk if region else None,
        counts=_counts(document),
        remarks=list(_remarks(member, document, region)),
    )


def blueprint_of(document: Document) -> Blueprint:
    """The template of a document: one that ships, or the one it defines. Raises Refused."""
    name, definition = document["template"]["name"], document["template"]["definition"]
    if definition is None:
        if name not in blueprints:
            raise Refused("This version of Rapport has no such template.", place="template › name", code="choice")
        return blueprints.get(name)
    try:
        sections = tuple(Section(**{**one, "questions": tuple(one["questions"])}) for one in definition["sections"])
        return Blueprint(name="own", title=definition["title"], help=definition["help"], sections=sections)
    except ValueError as error:
        raise Refused(f"No canvas can be laid out by it: {error}", place="template › definition") from error


def products_by_sku(member: Member, document: Document) -> dict[str, int]:
    """Those of the document's offerings that are products of the workspace."""
    wanted = {one["sku"] for proposition in document["propositions"] for one in proposition["offerings"]}
    return dict(Product.objects.of(member).filter(sku__in=wanted).values_list("sku", "pk"))


def members_by_name(member: Member) -> dict[str, int]:
    """Members whose name nobody else bears, for the owners of actions."""
    found: dict[str, list[int]] = {}
    for one in Member.objects.of(member).active().with_account().select_related("user"):
        found.setdefault(str(one.user), []).append(one.pk)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def check_words(document: Document, blueprint: Blueprint) -> None:
    """Raise Refused at the first word that stands for nothing here: a section, a colour, a metric, a kind."""
    _known(document["period"], [name for name, _ in period_choices()], "period")
    for hue in document["colour_meanings"]:
        _known(hue, HUES, f"colour_meanings › {hue}")
    keys = [section.key for section in blueprint.sections]
    for number, section in enumerate(document["sections"], start=1):
        _known(section["key"], keys, f"sections › {number} › key")
        for place, note in enumerate(section["notes"], start=1):
            _check_note(note, f"sections › {number} › notes › {place}")
    for where, metric in _metrics(document):
        _known(metric, catalogue.names(), where)
    for number, element in enumerate(document["relationship"]["elements"], start=1):
        _known(element["type"], relationship_types.names(), f"relationship › elements › {number} › type")


def _check_note(note: Document, place: str) -> None:
    _known(note["colour"], ["", *HUES], f"{place} › colour")
    for number, evidence in enumerate(note["evidence"], start=1):
        here = f"{place} › evidence › {number}"
        _known(evidence["kind"], evidence_kinds.names(), f"{here} › kind")
        try:
            evidence_kinds.get(evidence["kind"]).checked(evidence["settings"])
        except Refused as refused:
            refused.place = " › ".join(filter(None, [here, "settings", refused.place]))
            raise


def _metrics(document: Document) -> Iterator[tuple[str, str]]:
    design = document["relationship"]["design"] or {}
    for name in ("acquisition", "retention", "growth", "win_back"):
        if name in design and design[name]["metric"]:
            yield f"relationship › design › {name} › metric", design[name]["metric"]
    for part in ("targets", "actions"):
        for number, one in enumerate(document[part], start=1):
            if one["metric"]:
                yield f"{part} › {number} › metric", one["metric"]
            for name in ("baseline", "outcome"):
                if one.get(name):
                    yield f"{part} › {number} › {name} › metric", one[name]["metric"]


def _known(word: str, words: Any, place: str) -> None:
    if word not in words:
        raise Refused(f"“{word}” is not known here.", place=place, code="choice")


def _subject(member: Member, document: Document) -> tuple[Segment | None, Party | None]:
    kind, name = document["subject"]["kind"], document["subject"]["name"]
    if kind == "segment":
        return Segment.objects.of(member).filter(name=name, archived_at=None).first(), None
    elif kind == "customer":
        found = list(Party.objects.within(member).filter(name=name, archived_at=None)[:2])
        return None, found[0] if len(found) == 1 else None
    else:
        return None, None


def _counts(document: Document) -> list[str]:
    notes = [note for section in document["sections"] for note in section["notes"]]
    evidence = sum(len(note["evidence"]) for note in notes)
    said = [
        (len(notes), ngettext("%(n)s note", "%(n)s notes", len(notes))),
        (evidence, ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", evidence)),
        (len(document["propositions"]), gettext("%(n)s propositions")),
        (len(document["actions"]), gettext("%(n)s actions")),
        (len(document["relationship"]["elements"]), gettext("%(n)s kinds of relationship")),
        (len(document["targets"]), gettext("%(n)s targets")),
        (len(document.get("comments", [])), gettext("%(n)s comments")),
    ]
    return [words % {"n": n} for n, words in said if n]


def _remarks(member: Member, document: Document, region: Region | None) -> Iterator[str]:
    if document["region"] and region is None:
        yield gettext("There is no region “%(name)s” here; choose one, or leave it to all.") % {
            "name": document["region"]
        }
    wanted = {one["sku"]: one["name"] for proposition in document["propositions"] for one in proposition["offerings"]}
    known = products_by_sku(member, document)
    for sku, name in wanted.items():
        if sku not in known:
            yield gettext("No product here has the number “%(sku)s” (%(name)s); it is left out.") % {
                "sku": sku,
                "name": name,
            }
    people = members_by_name(member)
    for owner in dict.fromkeys(action.get("owner") for action in document["actions"]):
        if owner and owner not in people:
            yield gettext("“%(name)s” is no member here; nobody is put down for those actions.") % {"name": owner}

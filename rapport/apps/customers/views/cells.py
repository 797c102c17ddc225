"""Cells of the list that are changed where they stand."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.queries.cells import Cell, cell_of
from rapport.apps.customers.queries.columns import Column, columns_for
from rapport.apps.customers.rights import OWN_FIELDS
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.ui.answers import toasted


@page("customers.edit", methods=("GET", "POST"))
def cell(request: HttpRequest, member: Member, party_id: int, column: str) -> HttpResponse:
    """GET gives the field to type into (`?as=shown` what stands there), POST changes it and gives what stands there."""
    found = cell_of(member, party_id, _column(member, column))
    if not found.editable:
        raise Refused(_("This cannot be changed in the list."), place=column, code="read-only")
    if request.method == "GET":
        name = "_cell" if request.GET.get("as") == "shown" else "_edit"
        return render(request, f"customers/parties/{name}.html", _context(found))
    said = request.POST if "value" in request.POST else request.GET
    typed = said.getlist("value") if found.column.kind == "choices" else said.get("value", "").strip()
    try:
        _change(member, found, typed, was=said.get("was"))
    except Refused as refused:
        fresh = cell_of(member, party_id, found.column) if isinstance(refused, Conflict) else found
        context = {**_context(fresh), "typed": typed, "error": refused.message, "theirs": fresh is not found}
        return render(request, "customers/parties/_edit.html", context, status=422)
    return _changed(request, member, found)


def _changed(request: HttpRequest, member: Member, before: Cell) -> HttpResponse:
    """The cell as it is now, and the way back."""
    after = cell_of(member, before.party.pk, before.column)
    answer = render(request, "customers/parties/_cell.html", _context(after))
    said = {"value": before.typed, "was": _as_text(after.typed)}
    if _as_text(before.typed) == said["was"]:
        return answer
    words = _("%(column)s of %(name)s is changed.") % {"column": before.column.title, "name": after.party.name}
    return toasted(answer, words, undo_url=f"{request.path}?{urlencode(said, doseq=True)}")


def _column(member: Member, key: str) -> Column:
    found = columns_for(member).get(key)
    if found is None:
        raise Missing(_("There is no such column."))
    return found


def _change(member: Member, found: Cell, typed: Any, *, was: str | None) -> None:
    """`was` is what stood in the cell when somebody began to type: if that changed since, they are shown it first."""
    if was is not None and was != _as_text(found.typed):
        raise Conflict(_("Somebody else changed this meanwhile. Your words are in the field; beneath it, theirs."))
    fact, said = found.column.fact, dict[str, Any]()
    if fact.startswith(f"{OWN_FIELDS}."):
        said = {OWN_FIELDS: {fact.removeprefix(f"{OWN_FIELDS}."): typed or None}}
    else:
        said = {fact: _day(typed) if found.column.kind == "date" else typed}
    operations.update_party(member, found.party.pk, version=found.party.change, **said)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Refused(_("Fill in a date such as 2026-03-31."), place="value") from None


def _as_text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _context(found: Cell) -> dict[str, Any]:
    return {"cell": found, "party": found.party, "typed": found.typed, "was": _as_text(found.typed)}

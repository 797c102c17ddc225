"""Exports: which there are, and their files."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations
from rapport.apps.exchange.exporters import Exporter, exporters
from rapport.apps.exchange.importers import GROUPS
from rapport.apps.exchange.writers import TITLES


@page("exports.run")
def exports(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything that can be exported, in which formats."""
    mine = [exporter for exporter in exporters if member.may(exporter.right)]
    groups = [(title, [_offer(each) for each in mine if each.group == name]) for name, title in GROUPS.items()]
    return render(request, "exchange/exports.html", {"groups": [group for group in groups if group[1]]})


@page("exports.run", methods=("POST",))
def export_file(request: HttpRequest, member: Member, export: str) -> HttpResponse:
    """The file, written as it is read."""
    exported = operations.export(member, export, request.POST.get("format", "csv"))
    answer = StreamingHttpResponse(exported.content, content_type=exported.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{exported.file_name}"'
    answer["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value]


def _offer(exporter: Exporter) -> dict[str, Any]:
    return {"exporter": exporter, "formats": [(each, TITLES[each]) for each in exporter.formats]}

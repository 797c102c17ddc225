"""Templates that a workspace makes for itself. Canvases that use one follow it, and lose no note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.canvas.blueprints import Blueprint
from rapport.apps.canvas.models import Canvas, Gesture, OwnTemplate
from rapport.apps.canvas.operations.layouts import rehouse_strays
from rapport.apps.canvas.operations.log import Desk, perform
from rapport.apps.canvas.queries.templates import template_of
from rapport.apps.canvas.readers.template import bare, checked_template
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing

RIGHT = "templates.edit"


def make_template(member: Member, given: Mapping[str, Any]) -> OwnTemplate:
    """A template of the workspace's own, from title, help and sections. Raises Refused naming the place."""
    member.require(RIGHT)
    kept = checked_template(dict(given))
    with recorded(member.actor, "template.made", topics=["canvases"]) as change:
        template: OwnTemplate = OwnTemplate.objects.create(
            workspace_id=member.workspace_id, made_by=member, changed_at=now(), **kept
        )
        _tell(change, template)
    return template


def change_template(member: Member, template_id: int, given: Mapping[str, Any]) -> OwnTemplate:
    """Write title, help and sections of a template; notes of sections that go find a home on every canvas."""
    member.require(RIGHT)
    kept = checked_template(dict(given))
    template = template_of(member, template_id)
    before = template.blueprint
    with transaction.atomic():
        using = _write(member, template, kept)
        _rehouse_on(member, using, before)
    return template


def archive_template(member: Member, template_id: int) -> OwnTemplate:
    """Offer a template no longer; canvases that use it keep it."""
    return _archived(member, template_id, archived=True)


def restore_template(member: Member, template_id: int) -> OwnTemplate:
    """Offer an archived template again."""
    return _archived(member, template_id, archived=False)


def share_template(member: Member, template_id: int, goal: Member) -> OwnTemplate:
    """Copy a template into another workspace of the same person, where they may edit templates."""
    member.require("canvas.view")
    if goal.user_id != member.user_id:
        raise Missing("There is no such workspace.", place="workspace")
    template = template_of(member, template_id)
    return make_template(goal, {"title": template.title, "help": template.help, "sections": bare(template.sections)})


def _write(member: Member, template: OwnTemplate, kept: Mapping[str, Any]) -> list[Canvas]:
    """Write what a template holds; returns the canvases that use it."""
    with recorded(member.actor, "template.changed", topics=["canvases"]) as change:
        template.title, template.help, template.sections = kept["title"], kept["help"], kept["sections"]
        template.changed_at = now()
        template.save()
        using = list(Canvas.objects.of(member).filter(own_template=template))
        change.topics.extend(canvas.topic for canvas in using)
        _tell(change, template)
    return using


def _archived(member: Member, template_id: int, *, archived: bool) -> OwnTemplate:
    member.require(RIGHT)
    template = template_of(member, template_id)
    if bool(template.archived_at) != archived:
        with recorded(
            member.actor, f"template.{'archived' if archived else 'restored'}", topics=["canvases"]
        ) as change:
            template.archived_at = now() if archived else None
            template.save(update_fields=["archived_at"])
            _tell(change, template)
    return template


def _rehouse_on(member: Member, canvases: Iterable[Canvas], before: Blueprint) -> None:
    """What a change of the template moves on a canvas is set-up, not a step of anybody's undo."""

    def act(desk: Desk) -> None:
        rehouse_strays(desk, before)

    for canvas in canvases:
        perform(member, canvas.pk, "canvas.laid_out", act, right="canvas.edit", role=Gesture.Role.SET_UP)


def _tell(change: Change, template: OwnTemplate) -> None:
    change.about("template", template.pk, template.title)

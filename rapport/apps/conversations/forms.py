"""Tasks, calls, meetings and messages as they are typed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Call, Meeting, Message, Task
from rapport.apps.conversations.queries import colleagues
from rapport.apps.customers.models import CHANNELS
from rapport.kernel.clock import now
from rapport.ui.forms import MeantField, MentionArea

DAY = {"type": "date"}
LONGEST_TEXT = 20_000


def moment_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """A moment in the workspace's zone."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


def text_field(label: Any, *, rows: int = 4) -> forms.CharField:
    """Some paragraphs, in which @ offers names; the form has a field `meant` for those that were chosen."""
    return forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=MentionArea({"rows": rows}))


class WorkForm(forms.Form):
    """A form about a customer, who is picked from a list beside it, and whose choices are members."""

    member_fields: tuple[str, ...] = ()

    meant = MeantField()

    def __init__(self, member: Member, *arguments: Any, row: Any = None, **options: Any) -> None:
        if row is not None:
            options["initial"] = {**self._said_by(row), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        people: list[tuple[Any, Any]] = [(key, name) for key, name in colleagues(member)]
        for name in self.member_fields:
            blank = [("", _("Nobody yet"))] if not self.fields[name].required else []
            self.fields[name].choices = [*blank, *people]  # type: ignore[attr-defined]

    def _said_by(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name, None) for name in self.base_fields}


class TaskForm(WorkForm):
    """A task."""

    member_fields = ("owner_id",)

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=forms.DateInput(DAY))
    owner_id = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=Task.Kind.choices, initial=Task.Kind.TO_DO)
    priority = forms.TypedChoiceField(
        label=_("Priority"), coerce=int, choices=Task.Priority.choices, initial=Task.Priority.NORMAL
    )
    remind_at = moment_field(_("Remind me at"), required=False)
    details = text_field(_("Details"))


class CallForm(WorkForm):
    """A call that was held."""

    at = moment_field(_("When"))
    direction = forms.ChoiceField(label=_("Who called"), choices=Call.Direction.choices)
    result = forms.ChoiceField(label=_("Result"), choices=Call.Result.choices)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=1440)
    subject = forms.CharField(label=_("About"), required=False, max_length=200)
    notes = text_field(_("Notes"))


class PlannedCallForm(WorkForm):
    """A call to come."""

    member_fields = ("member_id",)

    subject = forms.CharField(label=_("About"), required=False, max_length=200)
    at = moment_field(_("When"))
    member_id = forms.TypedChoiceField(label=_("Who calls"), coerce=int)
    remind_at = moment_field(_("Remind at"), required=False)
    notes = text_field(_("What to ask"))


class HoldingForm(forms.Form):
    """How a planned call went."""

    result = forms.ChoiceField(label=_("Result"), choices=Call.Result.choices)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=1440)
    notes = text_field(_("Notes"))
    meant = MeantField()


class MeetingForm(WorkForm):
    """A meeting."""

    member_fields = ("host_ids",)

    subject = forms.CharField(label=_("About"), max_length=200)
    starts_at = moment_field(_("Begins"))
    ends_at = moment_field(_("Ends"), required=False, help_text=_("An hour later where you leave it empty."))
    place = forms.CharField(label=_("Place or link"), required=False, max_length=200)
    host_ids = forms.TypedMultipleChoiceField(
        label=_("Who of us"), coerce=int, required=True, widget=forms.CheckboxSelectMultiple
    )
    remind_at = moment_field(_("Remind at"), required=False)
    agenda = text_field(_("Agenda"))

    def said(self) -> dict[str, Any]:
        """What was typed, with the end that follows from the beginning."""
        said = dict(self.cleaned_data)
        said["ends_at"] = said["ends_at"] or said["starts_at"] + timedelta(hours=1)
        return said


class MinutesForm(forms.Form):
    """What was said in a meeting."""

    minutes = text_field(_("Minutes"), rows=8)
    meant = MeantField()


class MessageForm(WorkForm):
    """A message."""

    direction = forms.ChoiceField(label=_("Who wrote"), choices=Message.Direction.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    at = moment_field(_("When"))
    subject = forms.CharField(label=_("Subject"), required=False, max_length=300)
    text = text_field(_("What was written"), rows=6)


def this_minute() -> Any:
    """Now, in the workspace's zone, without seconds: where a form about the past begins."""
    return timezone.localtime(now()).replace(second=0, microsecond=0)


def next_hour() -> Any:
    """The next full hour: where a form about the future begins."""
    return this_minute().replace(minute=0) + timedelta(hours=1)


def said_by_meeting(meeting: Meeting, host_ids: list[int]) -> dict[str, Any]:
    """What a form about a meeting begins with."""
    return {**{name: getattr(meeting, name, None) for name in MeetingForm.base_fields}, "host_ids": host_ids}

"""Forms of the canvas pages."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.evidence_kinds import EvidenceKind, Setting
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.customers.models import HUES, Party, Region
from rapport.apps.customers.queries import segments
from rapport.apps.insights.queries import period_choices

MOST_OFFERED = 200


class CanvasForm(forms.Form):
    """A new canvas: whom it is about, where, over which time, and by which template."""

    subject_kind = forms.ChoiceField(
        label="The canvas is about",
        choices=[("segment", "A segment"), ("party", "One customer"), ("everybody", "Everybody")],
        widget=forms.RadioSelect,
        initial="segment",
    )
    segment = forms.TypedChoiceField(label="Segment", coerce=int, empty_value=None)
    party = forms.CharField(
        label="Customer",
        help_text="Name, e-mail or number of the customer.",
        max_length=200,
    )
    region = forms.TypedChoiceField(label="Region", coerce=int, empty_value=None, required=False)
    period = forms.ChoiceField(label="Figures of")
    title = forms.CharField(
        label="Title", required=False, max_length=120, help_text="Empty: the name of the segment or customer."
    )
    blueprint_name = forms.ChoiceField(label="Template", widget=forms.RadioSelect)

    def __init__(self, member: Member, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.member = member
        self.party_id: int | None = None
        self.segments = segments(member)
        choose = [("", "Choose a segment")] if self.segments else [("", "There is no segment yet")]
        self.fields["segment"].choices = choose + [(one.pk, one.name) for one in self.segments]  # type: ignore[attr-defined]
        self.fields["subject_kind"].initial = "segment" if self.segments else "everybody"
        self.fields["region"].choices = _regions(member)  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]
        self.fields["blueprint_name"].choices = [(one.name, one.title) for one in blueprints]  # type: ignore[attr-defined]
        self.fields["blueprint_name"].initial = blueprints.names()[0]
        chosen = self.data.get("subject_kind") if self.is_bound else None
        for kind in ("segment", "party"):
            self.fields[kind].required = chosen in (None, kind)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("subject_kind") == "party" and given.get("party"):
            self.party_id = self._party(str(given.get("party") or "").strip())
        return given

    def _party(self, words: str) -> int | None:
        found = _parties_named(self.member, words)[:2]
        if len(found) == 1:
            return int(found[0].pk)
        self.add_error("party", _which(words, len(found)))
        return None

    def wanted(self) -> dict[str, Any]:
        """The arguments for `create_canvas`."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "segment_id": given["segment"] if given["subject_kind"] == "segment" else None,
            "party_id": self.party_id if given["subject_kind"] == "party" else None,
            "region_id": given["region"],
            "period": given["period"],
            "blueprint_name": given["blueprint_name"],
        }


class SetUpForm(forms.Form):
    """Title, region and period of a canvas that exists."""

    title = forms.CharField(label="Title", max_length=120)
    region = forms.TypedChoiceField(label="Region", coerce=int, empty_value=None, required=False)
    period = forms.ChoiceField(label="Figures of")

    def __init__(self, member: Member, canvas: Canvas, *arguments: Any, **more: Any) -> None:
        initial = {"title": canvas.title, "region": canvas.region_id, "period": canvas.period}
        super().__init__(*arguments, **{**more, "initial": initial})
        self.fields["region"].choices = _regions(member)  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a note is, its colour and how much depends on it."""

    kind = forms.ChoiceField(label="This note is a", choices=Note.Kind.choices)
    hue = forms.ChoiceField(
        label="Colour", choices=[("", "As its section"), *((hue, hue.capitalize()) for hue in HUES)], required=False
    )
    importance = forms.TypedChoiceField(
        label="How much depends on it",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Not said"), (1, "1 · little"), (2, "2"), (3, "3"), (4, "4"), (5, "5 · everything")],
    )


class EvidenceForm(forms.Form):
    """Evidence of one kind: the kind's own fields, and what it means for the note."""

    direction = forms.ChoiceField(label="If so, it", choices=Evidence.Direction.choices)
    strength = forms.TypedChoiceField(
        label="Strength", coerce=int, choices=Evidence.Strength.choices, initial=Evidence.Strength.MEDIUM
    )
    quote = forms.CharField(
        label="In their words", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
    )

    def __init__(self, kind: EvidenceKind, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{**more, "auto_id": f"id_{kind.name}_%s"})
        self.kind = kind
        own = {setting.name: _field(setting) for setting in kind.settings}
        self.fields = {**own, **self.fields}

    def settings(self) -> dict[str, Any]:
        """The kind's settings; a threshold on a share is given in percent and kept as a share."""
        given: dict[str, Any] = {
            setting.name: self.cleaned_data.get(setting.name) or "" for setting in self.kind.settings
        }
        metric, threshold = str(given.get("metric") or ""), given.get("threshold")
        if metric in catalogue and catalogue.get(metric).unit == "share" and threshold:
            given["threshold"] = threshold / 100
        return {name: str(value) for name, value in given.items()}


def _field(setting: Setting) -> forms.Field:
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": setting.required}
    if setting.kind == "metric":
        return forms.ChoiceField(choices=[(one.name, one.title) for one in catalogue], **common)
    elif setting.kind == "choice":
        return forms.ChoiceField(choices=setting.choices, **common)
    elif setting.kind == "number":
        return forms.DecimalField(**common)
    elif setting.kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
    else:
        return forms.CharField(max_length=200, **common)


def _regions(member: Member) -> list[tuple[str | int, str]]:
    found = Region.objects.of(member).order_by("name").values_list("pk", "name")
    return [("", "All regions"), *found[:MOST_OFFERED]]


def _parties_named(member: Member, words: str) -> list[Party]:
    parties = Party.objects.of(member)
    for field in ("external_id", "email_normal__iexact", "name__iexact"):
        found = list(parties.filter(**{field: words})[:2])
        if found:
            return found
    return []


def _which(words: str, count: int) -> str:
    if count > 1:
        return f"There are several customers called “{words}”; give the e-mail or number."
    else:
        return f"There is no customer “{words}”."

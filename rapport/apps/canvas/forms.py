"""Forms of the canvas pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import CONVERSATION_FORMS, About, EvidenceKind, Setting
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.queries.gallery import offers_for
from rapport.apps.canvas.queries.incoming import Look
from rapport.apps.canvas.queries.legend import HUE_NAMES
from rapport.apps.canvas.queries.sharing import EXPOSABLE
from rapport.apps.canvas.queries.sources import MOST_ROWS
from rapport.apps.canvas.starter_sets import starter_sets
from rapport.apps.customers.models import HUES, Party, Region
from rapport.apps.customers.queries import segments
from rapport.apps.customers.rights import fields_of
from rapport.apps.insights.queries import period_choices

MOST_OFFERED = 200
LONGEST_TEXT = 10_000


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
    starter = forms.ChoiceField(label=_("Begin with examples of"), required=False)

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
        self.offers = offers_for(member)
        self.fields["blueprint_name"].choices = [(one.value, one.title) for one in self.offers]  # type: ignore[attr-defined]
        self.fields["blueprint_name"].initial = self.offers[0].value
        lines = [(one.name, one.title) for one in starter_sets]
        self.fields["starter"].choices = [("", _("Nothing: an empty canvas")), *lines]  # type: ignore[attr-defined]
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
    """Title, region and period of a canvas that exists, and for how long its evidence counts."""

    title = forms.CharField(label="Title", max_length=120)
    region = forms.TypedChoiceField(label="Region", coerce=int, empty_value=None, required=False)
    period = forms.ChoiceField(label="Figures of")
    fresh_days = forms.IntegerField(
        label=_("Evidence counts for (days)"),
        help_text=_("From 30 to 730. A claim whose evidence is all older is stale, and wants to be looked at again."),
        min_value=30,
        max_value=730,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )

    def __init__(self, member: Member, canvas: Canvas, *arguments: Any, **more: Any) -> None:
        initial = {"title": canvas.title, "region": canvas.region_id, "period": canvas.period}
        super().__init__(*arguments, **{**more, "initial": {**initial, "fresh_days": canvas.fresh_days}})
        self.fields["region"].choices = _regions(member)  # type: ignore[attr-defined]
        self.fields["period"].choices = period_choices()  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a note is, its colour with what that means on the canvas, how much depends on it, and its tags."""

    kind = forms.ChoiceField(label="This note is a", choices=Note.Kind.choices)
    hue = forms.ChoiceField(label="Colour", required=False)
    importance = forms.TypedChoiceField(
        label="How much depends on it",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Not said"), (1, "1 · little"), (2, "2"), (3, "3"), (4, "4"), (5, "5 · everything")],
    )
    tags = forms.CharField(label="Tags", help_text="Separated by commas.", required=False, max_length=1_000)

    def __init__(self, meanings: Mapping[str, str], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = [(hue, " · ".join(filter(None, [str(HUE_NAMES[hue]), meanings.get(hue)]))) for hue in HUES]
        self.fields["hue"].choices = [("", "As its section"), *named]  # type: ignore[attr-defined]

    def words(self) -> list[str] | None:
        """The tags as words; None where the form did not ask for them."""
        if "tags" not in self.data:
            return None
        return [word.strip() for word in self.cleaned_data["tags"].split(",") if word.strip()]


class MeaningForm(forms.Form):
    """What a piece of evidence means for its note: for it or against it, how strongly, and the words to quote."""

    direction = forms.ChoiceField(label=_("For or against"), choices=Evidence.Direction.choices)
    strength = forms.TypedChoiceField(
        label=_("Strength"), coerce=int, choices=Evidence.Strength.choices, initial=Evidence.Strength.MEDIUM
    )
    quote = forms.CharField(
        label=_("Words to quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        max_length=2_000,
    )

    def __init__(self, piece: Evidence | None, *arguments: Any, **more: Any) -> None:
        if piece is not None:
            meaning = {name: getattr(piece, name) for name in ("direction", "strength", "quote")}
            more = {"auto_id": f"id_{piece.pk}_%s", "initial": meaning, **more}
        super().__init__(*arguments, **more)
        self.piece = piece

    def meaning(self) -> dict[str, Any]:
        """Direction, strength and quote, as the operations take them."""
        return {name: self.cleaned_data[name] for name in ("direction", "strength", "quote")}


class EvidenceForm(MeaningForm):
    """Evidence of one kind: the kind's own fields, and what it means for the note.

    `search` are the words looked for where there is something to pick; a form that was sent says them itself.
    """

    def __init__(self, kind: EvidenceKind, about: About, *arguments: Any, search: str = "", **more: Any) -> None:
        super().__init__(None, *arguments, **{**more, "auto_id": f"id_{kind.name}_%s"})
        self.kind = kind
        self.search = str(self.data.get("search", search))[:100]
        own = {setting.name: _field(setting, about, self.search) for setting in kind.settings}
        self.fields = {**own, **self.fields}
        if "comparison" in own:
            self.fields["direction"].label = _("If so, it")

    @property
    def picked(self) -> str:
        """The name of the field in which something is picked from a list; "" where there is none."""
        return next((setting.name for setting in self.kind.settings if setting.kind == "pick"), "")

    @property
    def takes_file(self) -> bool:
        """Is a file handed in with it?"""
        return any(setting.kind == "file" for setting in self.kind.settings)

    def settings(self) -> dict[str, Any]:
        """The kind's settings; a threshold on a share is given in percent and kept as a share."""
        given = {
            setting.name: self.cleaned_data.get(setting.name)
            for setting in self.kind.settings
            if setting.kind != "file"
        }
        threshold = given.get("threshold")
        if threshold is not None and self.kind.in_percent(given):
            given["threshold"] = threshold / 100
        return {name: "" if value is None else str(value) for name, value in given.items()}


class SourcesForm(forms.Form):
    """Tickets or interview notes: pasted, or as a small file."""

    text = forms.CharField(
        label=_("Paste them here"),
        required=False,
        help_text=_("A table with a header (title, date, source, text), or plain text with an empty line between two."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("CSV or plain text, up to 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.md,text/csv,text/plain"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("text") and not given.get("file") and not self.errors:
            self.add_error("text", _("Paste some text, or choose a file."))
        return given


class SourceRowForm(forms.Form):
    """One ticket or interview, and the note it says something about; without a note it is left out."""

    note = forms.TypedChoiceField(label=_("Attach to"), required=False, coerce=UUID, empty_value=None)
    direction = forms.ChoiceField(label=_("For or against"), choices=Evidence.Direction.choices)
    strength = forms.TypedChoiceField(
        label=_("Strength"), coerce=int, choices=Evidence.Strength.choices, initial=Evidence.Strength.MEDIUM
    )
    form = forms.ChoiceField(label=_("It is"), choices=CONVERSATION_FORMS)
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    source = forms.CharField(
        label=_("Where it is from"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    said_on = forms.DateField(label=_("On what day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label=_("What was said"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, *arguments: Any, notes: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["note"].choices = [("", _("Leave it out")), *notes]  # type: ignore[attr-defined]

    def piece(self) -> dict[str, Any]:
        """What `add_evidences` takes for it."""
        given = self.cleaned_data
        settings = {name: str(given[name] or "") for name in ("form", "title", "source", "said_on", "text")}
        meaning = {name: given[name] for name in ("direction", "strength")}
        return {"note": given["note"], "kind": "conversation", "settings": settings, **meaning}


SourceRows = forms.formset_factory(SourceRowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def _field(setting: Setting, about: About, search: str) -> forms.Field:
    """The form field for a setting of a kind of evidence."""
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "required": setting.required}
    choices = list(setting.offered(about, search) if setting.offered else setting.choices)
    if setting.initial:
        common["initial"] = setting.initial
    if setting.kind == "metric":
        return forms.ChoiceField(choices=[(one.name, one.title) for one in catalogue], **common)
    elif setting.kind in {"choice", "pick"}:
        widget = forms.RadioSelect if setting.kind == "pick" else forms.Select
        return forms.ChoiceField(choices=choices, widget=widget, error_messages={"required": _("Pick one.")}, **common)
    elif setting.kind == "file":
        return forms.FileField(error_messages={"required": _("Choose a file.")}, **common)
    else:
        return _plain_field(setting, common)


def _plain_field(setting: Setting, common: dict[str, Any]) -> forms.Field:
    if setting.kind == "number":
        return forms.DecimalField(widget=forms.NumberInput(attrs={"step": "any", "class": "input--short"}), **common)
    elif setting.kind == "whole":
        return forms.IntegerField(widget=forms.NumberInput(attrs={"class": "input--short"}), **common)
    elif setting.kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}), **common)
    elif setting.kind == "long":
        return forms.CharField(
            max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}), **common
        )
    elif setting.kind == "address":
        widget = forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr", "inputmode": "url"})
        return forms.CharField(max_length=2_000, widget=widget, **common)
    else:
        return forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}), **common)


def _regions(member: Member) -> list[tuple[str | int, str]]:
    found = Region.objects.of(member).order_by("name").values_list("pk", "name")
    return [("", "All regions"), *found[:MOST_OFFERED]]


def _parties_named(member: Member, words: str) -> list[Party]:
    parties = Party.objects.within(member)
    asked = {"external_id": "external_id", "email_normal": "email_normal__iexact", "name": "name__iexact"}
    for field in fields_of(member).visible(asked):
        found = list(parties.filter(**{asked[field]: words})[:2])
        if found:
            return found
    return []


def _which(words: str, count: int) -> str:
    if count > 1:
        return f"There are several customers called “{words}”; give the e-mail or number."
    else:
        return f"There is no customer “{words}”."


class ShareForm(forms.Form):
    """A link for people outside: what they may do, what they see, and for how long."""

    title = forms.CharField(
        label=_("What it is for"), max_length=120, required=False, help_text=_("Only you and your colleagues see this.")
    )
    role = forms.ChoiceField(
        label=_("Whoever has the link"),
        choices=[("view", _("may look")), ("contribute", _("may add notes under a name, as a guest"))],
        widget=forms.RadioSelect,
        initial="view",
    )
    exposes = forms.MultipleChoiceField(
        label=_("Beside the notes, show"),
        choices=list(EXPOSABLE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing personal is shown unless you choose it."),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        help_text=_("Six letters or more. Leave it empty for none."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_day = forms.DateField(
        label=_("Open until"),
        required=False,
        help_text=_("The last day on which it works. Empty: until you revoke it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ImportForm(forms.Form):
    """A portable canvas: the file, then whom it is about here."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A canvas exported as JSON, from any workspace."),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


class ArrivalForm(forms.Form):
    """Whom a canvas from a file is about here, and where."""

    document = forms.CharField(widget=forms.HiddenInput, strip=False)
    title = forms.CharField(label=_("Title"), max_length=120)
    subject = forms.ChoiceField(label=_("About"))
    region = forms.TypedChoiceField(label=_("Region"), coerce=int, empty_value=None, required=False)

    def __init__(self, member: Member, look: Look, *arguments: Any, **more: Any) -> None:
        chosen = (
            f"segment:{look.segment_id}" if look.segment_id else f"customer:{look.party_id}" if look.party_id else ""
        )
        known = "everybody" if look.is_subject_known and not chosen else chosen
        initial = {"title": look.title, "subject": known, "region": look.region_id, **more.pop("initial", {})}
        super().__init__(*arguments, **{**more, "initial": initial})
        own = [(f"customer:{look.party_id}", look.subject)] if look.party_id else []
        found = [(f"segment:{one.pk}", one.name) for one in segments(member)]
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose whom it is about")), *own, *found, ("everybody", _("All customers")),
        ]  # fmt: skip
        self.fields["region"].choices = _regions(member)  # type: ignore[attr-defined]

    def about(self) -> dict[str, Any]:
        """The arguments for `import_canvas`."""
        kind, _colon, key = self.cleaned_data["subject"].partition(":")
        return {
            "title": self.cleaned_data["title"],
            "segment_id": int(key) if kind == "segment" else None,
            "party_id": int(key) if kind == "customer" else None,
            "region_id": self.cleaned_data["region"],
        }

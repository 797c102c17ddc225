"""What somebody allows, on screen: the form that records an answer, and the one that sets up a purpose."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CHANNELS, Consent, LegalBasis, Purpose
from rapport.apps.customers.operations import Answer
from rapport.apps.customers.operations.consents import LONGEST_PROOF, LONGEST_SOURCE, LONGEST_WORDING
from rapport.apps.customers.queries.consents import purposes
from rapport.apps.customers.rights import fields_of

STATES = [(Consent.State.GIVEN, _("They agreed")), (Consent.State.WITHDRAWN, _("They withdrew, or said no"))]


class AnswerForm(forms.Form):
    """One answer of one person."""

    purpose = forms.ChoiceField(label=_("For"))
    state = forms.ChoiceField(label=_("Answer"), choices=STATES, widget=forms.RadioSelect)
    channels = forms.MultipleChoiceField(label=_("On"), choices=CHANNELS, widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label=_("Where it came from"),
        max_length=LONGEST_SOURCE,
        help_text=_("A form on your site, a call, a signed card."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Empty means now. The newest answer holds, by this time."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    wording = forms.CharField(
        label=_("What they were shown"),
        required=False,
        max_length=LONGEST_WORDING,
        help_text=_("Empty takes the wording of the purpose as it stands today."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proof = forms.CharField(
        label=_("Proof in words"),
        required=False,
        max_length=LONGEST_PROOF,
        help_text=_("Who took the call, which page, which event."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    file = forms.FileField(
        label=_("Proof as a file"),
        required=False,
        help_text=_("A signed form or a picture of it; kept with the record."),
    )

    def __init__(
        self, member: Member, *arguments: Any, in_use: Sequence[Purpose] | None = None, **options: Any
    ) -> None:
        """`in_use` are the purposes, where they were read already."""
        options.setdefault("prefix", "consent")
        super().__init__(*arguments, **options)
        offered = purposes(member) if in_use is None else in_use
        self.fields["purpose"].choices = [(one.key, one.title) for one in offered]  # type: ignore[attr-defined]
        if not fields_of(member).writes("files"):
            del self.fields["file"]

    def answer(self) -> Answer:
        """What was typed, as the operation takes it."""
        said = self.cleaned_data
        return Answer(
            said["purpose"],
            said["channels"],
            said["state"],
            said["source"],
            at=said["at"],
            wording=said["wording"] or None,
            proof=said["proof"],
        )


class NoMoreForm(forms.Form):
    """ "No more at all", with where it came from."""

    source = forms.CharField(
        label=_("Where it came from"),
        max_length=LONGEST_SOURCE,
        help_text=_("A call, a letter, a reply to a newsletter."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    proof = forms.CharField(
        label=_("Proof in words"),
        required=False,
        max_length=LONGEST_PROOF,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("prefix", "no-more")
        super().__init__(*arguments, **options)


class PurposeForm(forms.Form):
    """What a business contacts people for, and what allows it."""

    title = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    help = forms.CharField(label=_("What belongs to it"), max_length=200, required=False)
    basis = forms.ChoiceField(
        label=_("Legal basis"),
        choices=LegalBasis.choices,
        help_text=_(
            "With consent, only those who gave it are contacted. With any other, everybody but those who objected."
        ),
    )
    wording = forms.CharField(
        label=_("What people are shown when they are asked"),
        required=False,
        max_length=LONGEST_WORDING,
        help_text=_("It is copied to each answer. A change speaks for answers from then on."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments: Any, purpose: Purpose | None = None, **options: Any) -> None:
        if purpose is not None:
            options["initial"] = {name: getattr(purpose, name) for name in self.base_fields}
        super().__init__(*arguments, **options)

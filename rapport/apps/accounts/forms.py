"""Forms of signing in, first start, workspaces and members."""

import calendar
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, SignupForm
from babel.numbers import get_currency_name
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import ASSIGNED_ROLES, User
from rapport.apps.accounts.queries import CurrencyChange
from rapport.kernel.money import CURRENCIES

# What the column holds; the form field alone would take more.
LONGEST_EMAIL = 254
COMMON = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "BRL", "MXN", "CAD", "AUD", "JPY", "INR", "AED")


def currency_choices() -> list[tuple[str, Any]]:
    """Common currencies first, then all, each with its name."""
    named = [(code, f"{code} · {get_currency_name(code, locale='en')}") for code in sorted(CURRENCIES)]
    common = [entry for code in COMMON for entry in named if entry[0] == code]
    return [("Common", common), ("All", named)]


def zone_choices() -> list[tuple[str, str]]:
    """Every time zone that is a place, and UTC."""
    places = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
    )
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


def _in_our_words(fields: dict[str, forms.Field], labels: dict[str, str]) -> None:
    """Our labels in the place of the package's, and no placeholder that repeats them."""
    for name, label in labels.items():
        if name in fields:
            fields[name].label = label
            fields[name].widget.attrs.pop("placeholder", None)


class LogInForm(LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _in_our_words(self.fields, {"login": "E-mail address", "password": "Password", "remember": "Stay signed in"})
        self.fields["password"].help_text = ""


class SignUpForm(SignupForm):  # type: ignore[misc]
    """A new user: name, address, password."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _in_our_words(self.fields, {"email": "E-mail address", "password1": "Password"})
        self.fields["password1"].help_text = "At least ten characters, and none of the common ones."

    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        return user


class WorkspaceForm(forms.Form):
    """What a workspace needs to count money and months."""

    name = forms.CharField(label="Name of the business", max_length=120)
    currency = forms.ChoiceField(
        label="Currency", choices=currency_choices, initial="EUR", help_text="Figures are shown in this currency."
    )
    time_zone = forms.ChoiceField(
        label="Time zone", choices=zone_choices, initial="UTC", help_text="Days and months begin by this clock."
    )


class FirstStartForm(WorkspaceForm):
    """The first owner and the first workspace."""

    user_name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your e-mail address", max_length=LONGEST_EMAIL, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least ten characters.",
    )
    field_order = ("user_name", "email", "password", "name", "currency", "time_zone")

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class WorkspaceSettingsForm(WorkspaceForm):
    """What an administrator may change later."""

    margin_rate = forms.DecimalField(
        label="Margin rate",
        required=False,
        min_value=-1,
        max_value=1,
        decimal_places=4,
        help_text="Share of revenue that is left after direct cost, for instance 0.42. Used, and marked as an "
        "assumption, only where no cost is known. Leave it empty if you do not know.",
    )

    year_starts = forms.TypedChoiceField(
        label="The year begins in",
        coerce=int,
        empty_value=1,  # type: ignore[arg-type]
        required=False,
        choices=[(month, calendar.month_name[month]) for month in range(1, 13)],
        help_text="Quarters, “this year” and “last year” in all figures follow it.",
    )
    converts_anew = forms.BooleanField(label="Change the currency", required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, change: CurrencyChange | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._change = change

    def clean(self) -> dict[str, Any]:
        """Another currency is taken only from who was told what it means."""
        cleaned = super().clean() or {}
        agreed = cleaned.pop("converts_anew", False)
        if self._change is not None and not agreed:
            self.fields["converts_anew"].widget = forms.CheckboxInput()
            self.fields["converts_anew"].label = f"Yes, count in {self._change.into} from now on"
            self.add_error("converts_anew", self._change.words)
        return cleaned


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label="E-mail address", max_length=LONGEST_EMAIL)
    role = forms.ChoiceField(label="Role", choices=ASSIGNED_ROLES, initial="editor")


class BrandingForm(forms.Form):
    """How files and shared pages look."""

    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG or JPEG, 256 KB at most. It stands at the top of files and shared pages.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_logo = forms.BooleanField(label="Remove the logo", required=False)
    accent = forms.CharField(
        label="Colour",
        required=False,
        max_length=7,
        help_text="As # and six digits, such as #aa2255. Where text needs more contrast it is darkened or lightened.",
    )
    footer = forms.CharField(
        label="Footer line", required=False, max_length=200, help_text="Such as your address or website."
    )

    def __init__(self, *arguments: Any, has_logo: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not has_logo:
            del self.fields["without_logo"]


class TokenForm(forms.Form):
    """What a token is for, how long it lasts, and whether a program may change anything with it."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("Such as the program or the shop that uses it.")
    )
    days = forms.TypedChoiceField(
        label=_("Lasts"),
        coerce=lambda days: int(days) or None,
        initial="90",
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), ("0", _("Until it is revoked"))],
    )
    only_reads = forms.BooleanField(label=_("Can only read"), required=False)

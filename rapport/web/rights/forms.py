"""A role as a grid, a team, and the roles of one member."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import ASSIGNED_ROLES, Member
from rapport.apps.accounts.queries import choices_of, members_of, own_roles
from rapport.apps.accounts.rights import FIELDS, GRANTABLE, OBJECTS, OWN_FIELDS
from rapport.apps.customers.models import CustomField

SCOPES = ("", "own", "team", "all")
ACCESS = {"write": _("Change"), "read": _("Only see"), "hide": _("Hidden")}
# What nearly everybody needs to find their way: offered in a new role, and free to be taken out.
GROUND = {"canvas.view": "all", "activity.view": "all", "members.view": "all", "customers.view": "own"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a grid: its words and, column by column, the choice that stands there or none."""

    title: str | Promise
    field: str
    options: list[tuple[str, str | Promise] | None]
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    title: str | Promise
    rows: list[Row]


class RoleForm(forms.Form):
    """Name and description, a choice for every right, a choice for every field that can be hidden."""

    name = forms.CharField(label=_("Name"), max_length=80)
    description = forms.CharField(
        label=_("What it is for"), max_length=200, required=False, help_text=_("Shown where roles are given.")
    )

    def __init__(self, member: Member, asked: Any = None, *, start: Mapping[str, Any] | None = None) -> None:
        given = start or {"grants": GROUND, "fields": {}}
        rules = {**FIELDS, **_own_fields(member)}
        self._rights = [right for actions in OBJECTS.values() for right in actions if right in GRANTABLE]
        self._rules = rules
        initial = {right: given["grants"].get(right, "") for right in self._rights}
        initial |= {rule: given["fields"].get(rule, "write") for rule in rules}
        super().__init__(asked, initial={**initial, **{key: given.get(key, "") for key in ("name", "description")}})
        for right in self._rights:
            self.fields[right] = forms.ChoiceField(choices=list(choices_of(right).items()), required=False)
        for rule in rules:
            self.fields[rule] = forms.ChoiceField(choices=list(ACCESS.items()), required=False)

    def said(self) -> dict[str, Any]:
        """What was said, as the operations take it."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "description": cleaned["description"],
            "grants": {right: cleaned[right] for right in self._rights if cleaned[right]},
            "fields": {rule: cleaned[rule] or "write" for rule in self._rules},
        }

    def grid(self) -> Iterator[Block]:
        """The rights by object, with a choice for each scope that makes sense."""
        for title, actions in OBJECTS.items():
            shown = {right: words for right, words in actions.items() if right in GRANTABLE}
            yield Block(title, [self._row(words, right, choices_of(right), SCOPES) for right, words in shown.items()])

    def rules(self) -> list[Row]:
        """The fields that can be hidden or read only."""
        return [self._row(title, rule, ACCESS, tuple(ACCESS)) for rule, title in self._rules.items()]

    def _row(self, title: str | Promise, name: str, choices: Mapping[Any, Any], columns: tuple[str, ...]) -> Row:
        options = [(column, choices[column]) if column in choices else None for column in columns]
        return Row(title, name, options, str(self[name].value() or ""))


class TeamForm(forms.Form):
    """A team's name and members."""

    name = forms.CharField(label=_("Name"), max_length=80)
    members = forms.TypedMultipleChoiceField(
        label=_("Members"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, member: Member, asked: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(asked, initial=dict(initial or {}))
        active = [one for one in members_of(member) if one.deactivated_at is None]
        kept = set((initial or {}).get("members", []))
        gone = [one for one in members_of(member) if one.deactivated_at is not None and one.pk in kept]
        self.fields["members"].choices = [(one.pk, str(one)) for one in [*active, *gone]]  # type: ignore[attr-defined]


class HolderForm(forms.Form):
    """The roles of one member."""

    role = forms.ChoiceField(label=_("Built-in role"), choices=ASSIGNED_ROLES)
    own_roles = forms.TypedMultipleChoiceField(
        label=_("Roles of your own"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Roles add up: the widest of what they give holds. To limit somebody, choose “Own roles only”."),
    )

    def __init__(self, member: Member, asked: Any = None, *, of: Member) -> None:
        initial = {"role": of.role, "own_roles": [role.pk for role in of.own_roles]}
        super().__init__(asked, initial=initial)
        choices = [(role.pk, _titled(role)) for role in own_roles(member)]
        self.fields["own_roles"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["own_roles"]


def _titled(role: Any) -> str:
    return f"{role.name} – {role.description}" if role.description else str(role.name)


def _own_fields(member: Member) -> dict[str, str]:
    """A rule for each field that the workspace added."""
    fields = CustomField.objects.of(member).filter(archived_at=None)
    return {f"{OWN_FIELDS}.{field.key}": f"“{field.title}”" for field in fields}

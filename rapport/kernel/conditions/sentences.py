"""Leaves in words: "number of orders in the last 90 days is at least 5"."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from rapport.kernel.conditions.condition import Condition
from rapport.kernel.conditions.operators import Operator
from rapport.kernel.conditions.scope import Scope

NAMED_AT_MOST = 5


def leaf_sentence(
    condition: Condition, operator: Operator, value: Any, parameters: dict[str, Any], workspace: Any = None
) -> str:
    """One leaf as a clause; `workspace` may be a `Scope`, or None where no names are to be looked up."""
    scope = None if workspace is None else Scope.of(workspace)
    subject = _subject(condition, parameters.get(condition.aspect, ""), scope)
    words = str(operator.words).format(**_parts(condition, value, scope))
    return " ".join(part for part in (subject, _span(parameters), words) if part)


def _subject(condition: Condition, key: str, scope: Scope | None) -> str:
    """What the clause is about; the fields of a workspace keep the letters they were given."""
    own = condition.aspects_in(scope) if scope else condition.fixed_aspects
    aspect = next((one for one in own if one.key == key), None)
    if condition.aspect and not condition.fixed_aspects:
        return str(aspect.title) if aspect else key.replace("_", " ")
    title = str(aspect.title if aspect else condition.title)
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def shown(condition: Condition, value: Any, scope: Scope | None = None) -> str:
    """One value as a reader writes it."""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if condition.value_kind in ("segment", "record"):
        return f"“{_names(condition, scope).get(value, value)}”"
    if isinstance(value, Decimal | int):
        number = number_format(Decimal(value).normalize(), use_l10n=True, force_grouping=True)
        return f"{number} {scope.workspace.currency}" if condition.value_kind == "amount" and scope else number
    if condition.label is not None:
        return condition.label(value)
    fixed = dict(condition.fixed_choices).get(value)
    return str(fixed) if fixed is not None else f"“{value}”"


def _names(condition: Condition, scope: Scope | None) -> dict[Any, Any]:
    if scope is None:
        return {}
    if condition.name not in scope.kept:
        scope.kept[condition.name] = dict(condition.choices_in(scope))
    found: dict[Any, Any] = scope.kept[condition.name]
    return found


def _parts(condition: Condition, value: Any, scope: Scope | None) -> dict[str, str]:
    if value is None:
        return {}
    if isinstance(value, dict):
        return {name: str(part) if name == "days" else shown(condition, part, scope) for name, part in value.items()}
    if isinstance(value, list):
        texts = [shown(condition, part, scope) for part in value[:NAMED_AT_MOST]]
        more = len(value) - NAMED_AT_MOST
        return {"value": ", ".join(texts) + (_(" and %(count)d more") % {"count": more} if more > 0 else "")}
    return {"value": shown(condition, value, scope), "days": str(value)}


def _span(parameters: dict[str, Any]) -> str:
    words = []
    if "days" in parameters:
        words.append(_("in the last %(days)d days") % parameters)
    if "from" in parameters:
        words.append(_("from %(day)s") % {"day": date_format(parameters["from"], "j F Y")})
    if "to" in parameters:
        words.append(_("up to %(day)s") % {"day": date_format(parameters["to"], "j F Y")})
    return " ".join(words)

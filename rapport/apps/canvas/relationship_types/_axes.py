"""The axes of a relationship, and the strategies over a customer's life."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._numbers import Words


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an axis, explained in a line."""

    name: str
    title: Words
    help: Words


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a relationship; a group can have several of its values."""

    name: str
    title: Words
    question: Words
    values: tuple[Value, ...]

    @property
    def names(self) -> list[str]:
        return [value.name for value in self.values]


@dataclass(frozen=True, slots=True)
class Strategy:
    """What to do at one time of a customer's life; `column` is where the design keeps it."""

    column: str
    title: Words
    question: Words
    example: Words
    metric: str

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.column.replace("_", "-")


AXES = (
    Axis(
        "bond",
        _("Bond"),
        _("What holds them?"),
        (
            Value(
                "transactional", _("Transactional"), _("Now and then; they leave whenever they like and lose nothing.")
            ),
            Value(
                "long_term", _("Long-term"), _("It goes on, as with a subscription; leaving means losing a benefit.")
            ),
        ),
    ),
    Axis(
        "intimacy",
        _("Intimacy"),
        _("Who is there for them?"),
        (
            Value("automated", _("Automated"), _("A machine serves them as a person would, as a chat does.")),
            Value("shared_staff", _("Staff, shared"), _("People of the team; whoever is free.")),
            Value("dedicated_staff", _("Staff, dedicated"), _("One person for this one customer.")),
            Value("collective", _("Collective"), _("Customers among themselves: groups, forums, talks, workshops.")),
            Value("third_parties", _("Through third parties"), _("Others keep it up for you: dealers, agents.")),
            Value("self_service", _("Self-service"), _("They help themselves with what you give them.")),
            Value("co_creation", _("Co-creation"), _("They make it with you.")),
        ),
    ),
    Axis(
        "directness",
        _("Directness"),
        _("How do you meet?"),
        (
            Value("direct", _("Direct"), _("Face to face or by voice, you and they.")),
            Value("indirect", _("Indirect"), _("Through somebody between you, or at a distance: letters, messages.")),
        ),
    ),
)

STRATEGIES = (
    Strategy(
        "acquisition",
        _("Acquisition"),
        _("How do you win new ones?"),
        _("Give a friend's code that saves both the delivery."),
        "customers",
    ),
    Strategy(
        "retention",
        _("Retention"),
        _("Why do they stay?"),
        _("Write before the jar is empty, with the shade bought last."),
        "retention_rate",
    ),
    Strategy(
        "growth",
        _("Growth"),
        _("What more could they buy, or better?"),
        _("Show the brush that fits the powder they like."),
        "average_order_value",
    ),
    Strategy(
        "win_back",
        _("Win-back"),
        _("How do you bring back who has left?"),
        _("After half a year of silence, ask what was missing, and mend it."),
        "churn_rate",
    ),
)


def axis(name: str) -> Axis | None:
    """The axis of that name, or nothing."""
    return next((one for one in AXES if one.name == name), None)


def strategy(column: str) -> Strategy | None:
    """The strategy kept in that column, or nothing."""
    return next((one for one in STRATEGIES if one.column == column), None)

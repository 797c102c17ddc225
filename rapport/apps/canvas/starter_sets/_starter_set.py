"""What a starter set is made of: segments to think of, and a few notes for each part of the nine-section model."""

from __future__ import annotations

from dataclasses import dataclass

Texts = tuple[str, ...]


class StarterSetError(ValueError):
    """A starter set with an empty part; the message names it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A group of customers worth telling apart, and by what to know them."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class StarterSet:
    """Examples of one line of business. They are guesses to be tested or thrown away, never facts about anybody.

    >>> from rapport.apps.canvas.starter_sets import starter_sets
    >>> list(starter_sets.get("retail").notes)[:3]
    ['profile', 'needs', 'pains']
    """

    name: str
    title: str
    help: str
    segments: tuple[Suggested, ...]
    profile: Texts
    needs: Texts
    pains: Texts
    value: Texts
    touchpoints: Texts
    journey: Texts
    relationships: Texts
    metrics: Texts
    actions: Texts
    order: int = 100

    def __post_init__(self) -> None:
        if not self.segments:
            raise StarterSetError(f"{self.name}: no segment is suggested")
        for part, texts in self.notes.items():
            if not texts or not all(text.strip() for text in texts):
                raise StarterSetError(f"{self.name}, {part}: there is no note")

    @property
    def notes(self) -> dict[str, Texts]:
        """The texts by the part of the nine-section model they belong to, in reading order."""
        return {
            "profile": self.profile,
            "needs": self.needs,
            "pains": self.pains,
            "value": self.value,
            "touchpoints": self.touchpoints,
            "journey": self.journey,
            "relationships": self.relationships,
            "metrics": self.metrics,
            "actions": self.actions,
        }

    @property
    def size(self) -> int:
        """How many notes there are."""
        return sum(len(texts) for texts in self.notes.values())

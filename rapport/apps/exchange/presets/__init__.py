"""Exports of other systems that are recognised by their header: one file each."""

from collections.abc import Sequence

from rapport.apps.exchange.presets._entry import Preset
from rapport.catalogue import Catalogue

presets = Catalogue("rapport.apps.exchange.presets", Preset)


def recognised(columns: Sequence[str], kind: str = "") -> Preset | None:
    """The export that these columns give away, or None; among several the one with the most columns to prove it."""
    found = [(preset.sureness(columns), preset) for preset in presets if kind in ("", preset.kind)]
    sureness, preset = max(found, key=lambda each: each[0], default=(0, None))
    return preset if sureness else None


__all__ = ["Preset", "presets", "recognised"]

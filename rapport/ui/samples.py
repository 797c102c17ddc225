"""What the style guide shows: one made-up value for every state of every component."""

from __future__ import annotations

from typing import Any


def sample_names() -> list[str]:
    return []


def samples() -> dict[str, Any]:
    return {}

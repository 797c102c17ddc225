"""Who does something: kept as plain values, so that the log needs no key to any room."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["member", "import", "job", "system", "guest"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts in a workspace: a member, or a part of Rapport on somebody's behalf."""

    workspace_id: int
    kind: ActorKind
    id: int | None
    label: str


def system_actor(workspace_id: int) -> Actor:
    """Rapport itself, when no person stands behind a change."""
    return Actor(workspace_id, "system", None, "Rapport")

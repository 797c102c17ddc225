"""The same request twice: done once, answered twice with the same words (trust R8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.models import KeptAnswer

KEPT_FOR = timedelta(days=1)
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and whether it had been answered before."""

    status: int
    body: str
    repeated: bool = False

    @property
    def is_refusal(self) -> bool:
        return self.status >= 400


def once(workspace_id: int, *, asker: str, key: str, asked: tuple[bytes, ...], answer: Callable[[], Answer]) -> Answer:
    """The kept answer for a key, or what `answer()` says now, which is kept for a day.

    Work and answer are one transaction: whoever asks with the same key at the same time waits for the first. What was
    refused changes nothing and is not kept. Raises Refused where the key stood for another question.
    """
    _check(key)
    rows = KeptAnswer.objects.of(workspace_id)
    mark = _fingerprint(asked)
    with transaction.atomic():
        rows.filter(asker=asker, key=key, at__lt=now() - KEPT_FOR).delete()
        kept, is_first = rows.get_or_create(
            workspace_id=workspace_id, asker=asker, key=key, defaults={"fingerprint": mark, "at": now()}
        )
        if not is_first:
            return _repeated(kept, mark)
        given = answer()
        if given.is_refusal:
            transaction.set_rollback(True)
        else:
            rows.filter(pk=kept.pk).update(status=given.status, body=given.body)
    return given


def forget_answers() -> None:
    """Remove what was answered more than a day ago."""
    workspaces: Any = KeptAnswer._meta.get_field("workspace").related_model
    for workspace_id in workspaces.objects.values_list("pk", flat=True):
        KeptAnswer.objects.of(workspace_id).filter(at__lt=now() - KEPT_FOR).delete()


def _check(key: str) -> None:
    if not 0 < len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
        message = f"The key has up to {LONGEST_KEY} letters, digits and signs."
        raise Refused(message, place="Idempotency-Key", code="key")


def _repeated(kept: KeptAnswer, mark: str) -> Answer:
    if kept.fingerprint != mark:
        message = "This key stood for another request. Take a new key for a new request."
        raise Refused(message, place="Idempotency-Key", code="key_used")
    return Answer(kept.status, kept.body, repeated=True)


def _fingerprint(asked: tuple[bytes, ...]) -> str:
    digest = hashlib.sha256()
    for part in asked:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()

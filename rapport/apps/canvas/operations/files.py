"""Files that serve as evidence: looked at, kept under the digest of their content, never shown inside a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Attachment, attachment_folder
from rapport.apps.canvas.operations.log import Desk
from rapport.kernel.incoming_files import looked_at, put


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in its place; `is_new` where no other file had the same content."""

    title: str
    media_type: str
    size: int
    sha256: str
    path: Path
    is_new: bool


def keep_file(member: Member, *, name: str, content: Iterable[bytes]) -> Kept:
    """Put a file in its place, before a row speaks of it. Raises Refused, and keeps nothing, for what is not taken."""
    file = looked_at(name, content)
    digest = hashlib.sha256(file.whole).hexdigest()
    path = attachment_folder(member.workspace_id) / digest
    is_new = not path.exists()
    if is_new:
        put(path, file.whole)
    return Kept(file.title, file.media_type, len(file.whole), digest, path, is_new)


def attach(desk: Desk, kept: Kept) -> Attachment:
    """The row that speaks of a kept file; the same file handed in twice has one."""
    found: Attachment | None = (
        Attachment.objects.of(desk.member)
        .filter(canvas=desk.canvas, sha256=kept.sha256, title=kept.title, media_type=kept.media_type)
        .first()
    )
    if found is not None:
        return found
    made: Attachment = Attachment.objects.create(
        workspace_id=desk.canvas.workspace_id,
        canvas=desk.canvas,
        title=kept.title,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_by=desk.member,
    )
    return made


def let_go(member: Member, kept: Kept) -> None:
    """Take a file away again that was put in its place and then not needed."""
    if kept.is_new and not Attachment.objects.of(member).filter(sha256=kept.sha256).exists():
        kept.path.unlink(missing_ok=True)

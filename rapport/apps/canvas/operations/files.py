"""Files that serve as evidence: looked at, kept under the digest of their content, never shown inside a page."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Attachment, attachment_folder
from rapport.apps.canvas.operations.log import Desk
from rapport.kernel.errors import Refused
from rapport.kernel.ids import new_token
from rapport.kernel.text import text_error

LARGEST = 10 * 1024 * 1024
LONGEST_TITLE = 200
ZIP = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file of an ending is called, and one of the beginnings its content has; plain text has none."""

    media_type: str
    begins: tuple[bytes, ...] = ()
    at: int = 0


TYPES = {
    "pdf": FileType("application/pdf", (b"%PDF-",)),
    "png": FileType("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": FileType("image/gif", (b"GIF87a", b"GIF89a")),
    "webp": FileType("image/webp", (b"WEBP",), at=8),
    "txt": FileType("text/plain"),
    "md": FileType("text/markdown"),
    "csv": FileType("text/csv"),
    "docx": FileType(f"{OFFICE}.wordprocessingml.document", (ZIP,)),
    "xlsx": FileType(f"{OFFICE}.spreadsheetml.sheet", (ZIP,)),
    "pptx": FileType(f"{OFFICE}.presentationml.presentation", (ZIP,)),
    "odt": FileType(f"{OPEN}.text", (ZIP,)),
    "ods": FileType(f"{OPEN}.spreadsheet", (ZIP,)),
    "odp": FileType(f"{OPEN}.presentation", (ZIP,)),
    "mp3": FileType("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "m4a": FileType("audio/mp4", (b"ftyp",), at=4),
    "wav": FileType("audio/wav", (b"RIFF",)),
    "ogg": FileType("audio/ogg", (b"OggS",)),
}


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
    title = Path(name.replace("\\", "/")).name.strip()
    wrong = text_error(title, longest=LONGEST_TITLE)
    if wrong or not title:
        raise Refused(wrong or _("The file has no name."), place="file", code="name")
    file_type = _type_of(title)
    whole = _read(content)
    _refuse_disguised(whole, file_type)
    digest = hashlib.sha256(whole).hexdigest()
    path = attachment_folder(member.workspace_id) / digest
    is_new = not path.exists()
    if is_new:
        _put(path, whole)
    return Kept(title, file_type.media_type, len(whole), digest, path, is_new)


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


def _type_of(title: str) -> FileType:
    ending = title.rpartition(".")[2].lower() if "." in title else ""
    if ending not in TYPES:
        taken = ", ".join(sorted(TYPES))
        raise Refused(_("Files of this sort are not taken. Taken are: %(endings)s.") % {"endings": taken}, place="file")
    return TYPES[ending]


def _read(content: Iterable[bytes]) -> bytes:
    blocks, size = [], 0
    for block in content:
        size += len(block)
        if size > LARGEST:
            message = _("The file is larger than %(most)s MB.") % {"most": LARGEST >> 20}
            raise Refused(message, place="file", code="too-large")
        blocks.append(block)
    if not size:
        raise Refused(_("The file is empty."), place="file", code="empty-file")
    return b"".join(blocks)


def _refuse_disguised(whole: bytes, file_type: FileType) -> None:
    """The content must be of the sort that the name says."""
    begun = whole[file_type.at : file_type.at + 16]
    fits = any(begun.startswith(one) for one in file_type.begins) if file_type.begins else _is_text(whole)
    if not fits:
        raise Refused(_("The content of the file is not what its name says."), place="file", code="wrong-file-type")


def _is_text(whole: bytes) -> bool:
    try:
        return "\x00" not in whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return b"\x00" not in whole


def _put(path: Path, whole: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{new_token()}")
    try:
        with beside.open("xb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise

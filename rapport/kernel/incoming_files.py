"""Files that people hand in: of a known sort, not too large, with the content that their name says."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

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
class Incoming:
    """A file that may be kept: its name, what it is called among machines, its content."""

    title: str
    media_type: str
    whole: bytes


def looked_at(name: str, content: Iterable[bytes]) -> Incoming:
    """The file, where it may be kept. Raises Refused for what is not taken."""
    title = Path(name.replace("\\", "/")).name.strip()
    wrong = text_error(title, longest=LONGEST_TITLE)
    if wrong or not title:
        raise Refused(wrong or _("The file has no name."), place="file", code="name")
    file_type = _type_of(title)
    whole = _read(content)
    _refuse_disguised(whole, file_type)
    return Incoming(title, file_type.media_type, whole)


def put(path: Path, whole: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
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

"""Pictures that people hand in: only what every reader shows and no reader runs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from rapport.kernel.errors import Refused

LARGEST = 256 * 1024
MOST_PIXELS = 4_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# Markers of a JPEG that carry its size: the kinds of frames.
FRAMES = {0xC0, 0xC1, 0xC2}
# How many values a pixel has, by the kind of colour of a PNG.
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ALONE = {0x01, *range(0xD0, 0xD8)}


def picture_type(content: bytes) -> str:
    """`image/png` or `image/jpeg`. Raises Refused for anything else, and for what is too large or damaged."""
    if len(content) > LARGEST:
        raise Refused(f"The logo may have {LARGEST // 1024} KB at most.", place="logo", code="too large")
    try:
        kind, size = _seen(content)
    except (struct.error, IndexError, zlib.error) as error:
        raise Refused("The picture is damaged.", place="logo", code="damaged") from error
    if not all(1 <= side <= MOST_PIXELS for side in size):
        raise Refused(f"The logo may be {MOST_PIXELS:,} pixels wide and high at most.", place="logo", code="too large")
    return kind


def _seen(content: bytes) -> tuple[str, tuple[int, int]]:
    if content.startswith(PNG):
        return "image/png", _png_size(content)
    elif content.startswith(JPEG):
        return "image/jpeg", _jpeg_size(content)
    else:
        raise Refused("The logo has to be a PNG or JPEG picture.", place="logo", code="kind")


def _png_size(content: bytes) -> tuple[int, int]:
    chunks = list(_png_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise Refused("The picture is damaged.", place="logo", code="damaged")
    width, height, depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
    if colour not in CHANNELS:
        raise Refused("The picture is damaged.", place="logo", code="damaged")
    if width <= MOST_PIXELS and height <= MOST_PIXELS:
        wanted = ((width * depth * CHANNELS[colour] + 7) // 8 + 1) * height
        packed = b"".join(body for name, body in chunks if name == b"IDAT")
        if len(zlib.decompressobj().decompress(packed, wanted or 1)) < wanted:
            raise Refused("The picture is damaged.", place="logo", code="damaged")
    return width, height


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place < len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + length]
        (check,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(name + body) != check:
            raise Refused("The picture is damaged.", place="logo", code="damaged")
        yield name, body
        place += 12 + length


def _jpeg_size(content: bytes) -> tuple[int, int]:
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if marker in ALONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        (length,) = struct.unpack_from(">H", content, place + 2)
        place += 2 + max(length, 2)
    raise Refused("The picture is damaged.", place="logo", code="damaged")

"""Small pictures for tests."""

import struct
import zlib


def png(width: int = 2, height: int = 2, *, rows: bytes | None = None) -> bytes:
    """A picture of one colour; `rows` in place of its own."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = rows if rows is not None else (b"\x00" + b"\xaa\x22\x55" * width) * height
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(body)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, part) for name, part in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

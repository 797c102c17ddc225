"""Which encoding a text file has: by its mark, by being valid UTF-8, else by the likeliest look."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from rapport.kernel.errors import Refused

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
BLOCK = 1 << 20
BROKEN_MARK = "\udc80"
BROKEN = "rapport-broken-bytes"
CANDIDATES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "cp932", "gb18030", "big5", "euc_kr"]


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return BROKEN_MARK, error.end


codecs.register_error(BROKEN, _mark_broken)


def encoding_of(path: Path) -> str:
    """The name of the encoding, as Python knows it. Raises Refused for what is no text in any."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    marked = next((name for mark, name in MARKS if head.startswith(mark)), "")
    if marked:
        return marked
    if b"\0" in head:
        unmarked = _wide(head)
        if unmarked:
            return unmarked
    valid, broken, samples = _utf8_share(path)
    if not broken or valid > 20 * broken:
        return "utf-8"
    return _likeliest(samples)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark shows zeros on every other byte of plain letters."""
    sample = head[:20_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    if even + odd > len(sample) * 0.2:
        raise Refused("This is not a text file: a fifth of it is zeros.", code="wrong-file-type")
    return ""


def _utf8_share(path: Path) -> tuple[int, int, list[bytes]]:
    """How many characters beyond ASCII are valid UTF-8, how many places are not, and some lines around those."""
    valid, broken = 0, 0
    samples: list[bytes] = []
    decoder = codecs.getincrementaldecoder("utf-8")(errors=BROKEN)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii():
                continue
            text = decoder.decode(block)
            spoiled = text.count(BROKEN_MARK)
            broken += spoiled
            valid += sum(1 for character in text if character > "\x7f") - spoiled
            if spoiled and len(samples) < 50:
                samples += _surroundings(block)
    return valid, broken, samples


def _surroundings(block: bytes) -> list[bytes]:
    """Up to twenty lines of the block with bytes beyond ASCII, for guessing."""
    lines = (line[:2_000] for line in block.split(b"\n") if not line.isascii())
    return [line for line, _ in zip(lines, range(20), strict=False)]


def _likeliest(broken: list[bytes]) -> str:
    sample = b"\n".join(broken)
    best = from_bytes(sample, cp_isolation=CANDIDATES).best()
    if best is None:
        return "cp1252"
    # Western letters look alike in all of these; the first is what spreadsheets on Windows write.
    western = {"cp1252", "cp1250", "cp1254", "mac_roman"}
    if best.encoding in western and _plain_in_western(sample):
        return "cp1252"
    return best.encoding


def _plain_in_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text if character > "\x7f"]
    return all(
        character in "äöüßÄÖÜéèêëàâáãåæçñíìîïóòôõøúùûýÿœŒÉÈÀÁÂÃÅÆÇÑÍÓÔÕØÚŠšŽž€£’‘“”–—…°ªº¿¡«»®©™·´½¼\xa0"
        for character in beyond
    )

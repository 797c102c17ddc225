"""Text that people write: any letters of any script, but nothing that cannot be stored and shown again."""

from rapport.kernel.errors import Refused

LONGEST = 10_000


def clean_text(text: object, *, place: str, longest: int = LONGEST, required: bool = True) -> str:
    """The text without space at its ends.

    Raises Refused naming the place for what is no text, empty, too long, or holds a NUL or half a character.
    """
    if not isinstance(text, str):
        raise Refused("This should be text.", place=place, code="text")
    _refuse_unstorable(text, place)
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if required and not kept:
        raise Refused("There is no text in it.", place=place, code="empty")
    if len(kept) > longest:
        raise Refused(
            f"The text has {len(kept):,} characters; {longest:,} is the most. Shorten it or make two of it.",
            place=place,
            code="too long",
        )
    return kept


def _refuse_unstorable(text: str, place: str) -> None:
    for position, character in enumerate(text, start=1):
        if character == "\x00":
            raise Refused("The text holds a NUL, which cannot be stored.", place=f"{place} › character {position}")
        if "\ud800" <= character <= "\udfff":
            raise Refused("The text holds half of a character.", place=f"{place} › character {position}")

"""The log reads like English: whatever the product writes into it begins with something that somebody did."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rapport
from rapport.apps.activity.readers import PHRASES, in_words

IRREGULAR = {"began", "brought", "chose", "could", "found", "gave", "held", "hid", "kept", "laid", "let", "made"}
IRREGULAR |= {"ran", "redid", "said", "saw", "set", "shut", "told", "took", "undid", "wrote"}


def written() -> Iterator[str]:
    """The verbs that operations write, as they stand in calls of `recorded` and `perform`."""
    for path in Path(rapport.__file__).parent.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("recorded", "perform"):
                yield from (one.value for one in node.args[1:] if _is_verb(one))  # type: ignore[attr-defined]


def _is_verb(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value


def test_everything_that_is_written_reads_as_a_deed() -> None:
    verbs = {*written(), *PHRASES}
    stiff = {verb: words for verb in verbs if not _is_deed(words := in_words(verb))}

    assert len(verbs) > 100
    assert stiff == {}


def _is_deed(words: str) -> bool:
    first = words.partition(" ")[0]
    return (first.endswith("ed") or first in IRREGULAR) and "_" not in words


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("member.signed_in", "signed in"),
        ("member.signed_out", "signed out"),
        ("sign_in.refused", "refused a sign-in"),
        ("party.created", "added a record"),
        ("parties.imported", "imported people and companies"),
        ("orders.imported", "imported orders"),
        ("evidence.added", "added evidence"),
        ("export.made", "made an export"),
        ("duplicate_rule.saved", "saved a duplicate rule"),
    ],
)
def test_phrases(verb: str, words: str) -> None:
    assert in_words(verb) == words

"""Words of feeling in what customers wrote, counted by a short list of English words and nothing cleverer.

A word that "not", "never" or "no" stands before is left out: "not happy" counts neither as happy nor as unhappy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORD = re.compile(r"[a-z']+")
TURNED = {"not", "never", "no", "isn't", "wasn't", "don't", "didn't", "aren't", "hardly", "without"}
REACH = 3

WORDS = {
    "delighted": "delighted delight delightful amazed amazing fantastic wonderful thrilled excellent brilliant superb",
    "happy": "happy pleased glad love loved lovely enjoy enjoyed great good nice perfect",
    "valued": "valued appreciated welcome special cared",
    "respected": "respected honest fair friendly polite kind courteous",
    "calm": "calm easy relaxed smooth reassured simple confident safe quick",
    "indifferent": "okay ok average mediocre meh whatever ordinary",
    "confused": "confused confusing unclear complicated lost puzzled misleading",
    "anxious": "anxious worried worry worrying nervous unsure afraid uncertain stressed stressful",
    "frustrated": "frustrated frustrating annoyed annoying slow late delayed waited waiting difficult useless",
    "angry": "angry furious outraged rude unacceptable awful terrible horrible disgusting hate hated",
    "disappointed": "disappointed disappointing disappointment poor bad sad broken damaged missing sorry",
}
TITLES: dict[str, str | Promise] = {
    "delighted": _("Delighted"),
    "happy": _("Happy"),
    "valued": _("Valued"),
    "respected": _("Respected"),
    "calm": _("At ease"),
    "indifferent": _("Indifferent"),
    "confused": _("Confused"),
    "anxious": _("Anxious"),
    "frustrated": _("Frustrated"),
    "angry": _("Angry"),
    "disappointed": _("Disappointed"),
}
PLEASANT = {"delighted", "happy", "valued", "respected", "calm"}
EMOTION_OF = {word: emotion for emotion, words in WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Felt:
    """A feeling, in how many answers a word of it stands, and one of the words."""

    name: str
    count: int
    word: str

    @property
    def title(self) -> str:
        return str(TITLES[self.name])

    @property
    def is_pleasant(self) -> bool:
        return self.name in PLEASANT


def felt_in(texts: Iterable[str]) -> list[Felt]:
    """The feelings in some answers, the most frequent first; an answer counts once for each.

    >>> [(felt.name, felt.count) for felt in felt_in(["So happy, really happy", "Not happy. Delivery was slow."])]
    [('happy', 1), ('frustrated', 1)]
    """
    counts: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        found = _feelings(text)
        for emotion, word in found.items():
            counts[emotion] += 1
            seen.setdefault(emotion, Counter())[word] += 1
    return [Felt(name, count, seen[name].most_common(1)[0][0]) for name, count in counts.most_common()]


def _feelings(text: str) -> dict[str, str]:
    words = WORD.findall(text.casefold().replace("’", "'"))
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        emotion = EMOTION_OF.get(word)
        if emotion and not TURNED & set(words[max(0, place - REACH) : place]):
            found.setdefault(emotion, word)
    return found

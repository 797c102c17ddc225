"""Which words people use most: counted by answers, not by occurrences, so that one long answer does not shout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

SHORTEST = 4
FEWEST = 2
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Words that carry no theme, in the languages answers are most often written in.
_EMPTY = """
nobody somebody anybody everybody find finds something anything nothing about above after again all also always am an
and another any are around because been before being but came can cannot could did didn does doesn doing don done down
during each even ever every few for found from further get gets getting give given goes going gone got had has have
having here hers him his how into isn its just keep like liked made make makes many maybe more most much must myself
never not now off often once one only other our out over own quite rather really said same says see seems she should
since some still such than that the their them then there these they thing things this those though through time times
too two under until upon use used very want wanted was wasn way were what when where which while who why will with
without won would you your yours good great nice okay bien bueno buena cada como con cual cuando cuanto desde donde
dos ella ellos entre era eran esta estaba estan estas este esto estos fue fueron hace hacer hasta hay las les los mas
mejor menos mis mucho muchos muy nada nos nosotros otra otro para pero poco por porque que quien ser sido siempre sin
sobre solo son soy sus también tan tanto tener tengo tiene tienen toda todas todo todos tras una unas uno unos usted
ustedes vez vosotros aber alle allem allen aller alles also andere anderen auch auf aus bei beim bin bis bist damit
dann das dass dein dem den denn der des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem
einen einer eines etwas euch euer für gar gegen geht gibt habe haben hat hatte hier ich ihm ihn ihnen ihr ihre immer
ins ist jede jeden jeder jetzt kann kein keine können man mehr mein meine mich mir mit muss nach nicht nichts noch nur
oder ohne schon sehr sein seine selbst sich sie sind soll sollte über und uns unser unter viel viele vom von vor war
waren warum was weg weil weiter wenn wer werden wie wieder will wir wird wurde zum zur zwar zwischen alors après aussi
autre avait avant avec avez avoir beaucoup bien car cela ces cet cette ceux chez comme dans depuis des deux donc elle
elles encore entre est était être eux fait faire fois font ici ils jamais les leur leurs lui mais même mes moi moins
mon nos notre nous ont par parce pas peu plus pour pourquoi quand que quel quelle qui quoi sans ses seulement ses son
sont sous sur tes toi tous tout toute toutes très trop une vos votre vous agora ainda antes aqui até como com cada das
dela dele depois desde dos duas ela elas ele eles entre era essa esse esta está estão este eu faz foi foram isso isto
lhe mais mas meu minha muito muita nada não nem nos nós numa onde ou para pela pelo pode pois por porque qual quando
que quem são sem sempre ser seu sua só também tem ter toda todas todo todos tudo uma umas uns vai você
"""
EMPTY = frozenset(_EMPTY.split())


def frequent_words(texts: Iterable[str], *, most: int = 6) -> list[tuple[str, int]]:
    """The words found in most texts, each with the number of texts that hold it; those of one text are no theme.

    >>> frequent_words(["The delivery was late", "Late again, late!", "Delivery took weeks"])
    [('delivery', 2), ('late', 2)]
    """
    counted = Counter(word for text in texts for word in themes_in(text))
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [(word, count) for word, count in ranked[:most] if count >= FEWEST]


def themes_in(text: str) -> set[str]:
    """The words of a text that may carry a theme, small."""
    words = (word.casefold() for word in WORD.findall(text))
    return {word for word in words if len(word) >= SHORTEST and word not in EMPTY}

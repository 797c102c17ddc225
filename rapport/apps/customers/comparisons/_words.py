"""Words that say nothing about who somebody is or where: titles, particles, legal forms, kinds of street, providers."""

_TITLES = """
mr mrs ms miss dr prof herr frau sr sra srta don dona mme mlle m sir jr phd md
"""
_PARTICLES = """
de del da do dos das la las los van von der den di y e the and und et
"""
_LEGAL_FORMS = """
gmbh ag kg ohg ug se mbh sa sl slu sau srl spa sas sarl bv nv oy ab as aps ltd limited llc inc incorporated
corp corporation co company plc pty sp zoo lda eirl sc coop
"""
_PROVIDERS = """
gmail.com googlemail.com outlook.com hotmail.com hotmail.es hotmail.fr hotmail.co.uk live.com msn.com
yahoo.com yahoo.es yahoo.fr yahoo.de yahoo.co.uk icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at
web.de t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com orange.fr wanadoo.fr free.fr
laposte.net sfr.fr libero.it virgilio.it tiscali.it terra.es telefonica.net btinternet.com sky.com mail.ru
yandex.ru qq.com 163.com zoho.com fastmail.com tutanota.com
"""
_STREET_WORDS = """
street st str strasse road rd avenue ave av avda avenida calle c via rue plaza pl platz square sq lane ln weg
way drive dr boulevard blvd de del la las los der des du
"""

TITLES = frozenset(_TITLES.split())
PARTICLES = frozenset(_PARTICLES.split())
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
PROVIDERS = frozenset(_PROVIDERS.split())
STREET_WORDS = frozenset(_STREET_WORDS.split())

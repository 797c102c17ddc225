"""People and companies as business systems really hold them: some twice, and it is known which.

Every record carries the number of whom it truly is of, so that a finder of duplicates can be told right from wrong.
Beside the copies there are the traps: people of one household share phone and address, colleagues share the company's
number, and two strangers bear the same name in the same town.

>>> people = list(simulated(persons=3, companies=0, seed=1))
>>> people[0].truth, people[0].name != ""
(0, True)
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapport.kernel.text import folded

GIVEN_NAMES = (
    "María Carmen Ana Lucía Sofía Marta Inês Beatriz Paula Elena Rita Joana Alba Nora Clara Mariana Leonor Irene "
    "Teresa Aitana Isabel Pilar Rosa Cristina Laura Julia Emma Hannah Lea Mia Lena Johanna Katharina Margarethe "
    "Elisabeth Chloé Camille Manon Léa Inès Zoé Élodie Aurélie Hélène Geneviève Olivia Amelia Isla Grace "
    "Charlotte Emily Fatima Layla Noor Aisha Diego Pablo Tiago Hugo João Álvaro Mateo Rui Marcos Bruno Iván "
    "Duarte Adrián Gonçalo Daniel Nuno José Manuel Francisco Antonio Javier Luis Carlos Jorge Paul "
    "Leon Finn Jonas Maximilian Alexander "
    "Friedrich Johannes Stefan Jürgen Lucas Louis Gabriel Raphaël Théo François Étienne Jérôme Oliver George Harry "
    "William Thomas James Robert Omar Youssef Karim Hassan Wei Ming Yuki Hiro Anja Björn Søren Åsa Zoë Łukasz Paweł"
)
FAMILY_NAMES = (
    "García Silva Fernández Santos López Ferreira Martín Costa Ruiz Pereira Sánchez Oliveira Gómez Rodrigues Jiménez "
    "Martins Díaz Sousa Moreno Gonçalves Muñoz Almeida Álvarez Ribeiro Romero Pinto Alonso Carvalho Gutiérrez Teixeira "
    "Navarro Moreira Torres Correia Domínguez Mendes Vázquez Nunes Ramos Soares Gil Vieira Ramírez Monteiro Serrano "
    "Cardoso Blanco Rocha Molina Neves Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann "
    "Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange "
    "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Bertrand Roux "
    "Vincent Fournier Morel Girard Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White "
    "Green Hall Wood Harris Clarke Jackson Turner Hill Khan Ahmed Hussein Nguyen Tran Kim Park Chen Wang Kowalski "
    "Nowak Jensen Hansen Nielsen Larsson Andersson Lindqvist Virtanen Novák Horváth Ionescu Papadopoulos Yılmaz"
)
SHORT = {
    "María": "Mari", "Francisco": "Paco", "José": "Pepe", "Manuel": "Manolo", "Isabel": "Isa", "Teresa": "Tere",
    "Katharina": "Kathi", "Johanna": "Hanna", "Elisabeth": "Lisa", "Maximilian": "Max", "Alexander": "Alex",
    "Friedrich": "Fritz", "Johannes": "Hannes", "William": "Bill", "Robert": "Bob", "Thomas": "Tom", "James": "Jim",
    "Charlotte": "Lottie", "Daniel": "Dani", "Cristina": "Cris", "Gonçalo": "Gonzo", "Oliver": "Oli", "Gabriel": "Gabi",
}  # fmt: skip
PLACES = [
    ("Spain", "Madrid", "280", "+34 6"),
    ("Spain", "Barcelona", "080", "+34 6"),
    ("Spain", "Sevilla", "410", "+34 6"),
    ("Portugal", "Lisboa", "11", "+351 91"),
    ("Portugal", "Porto", "41", "+351 93"),
    ("Germany", "Berlin", "10", "+49 151 "),
    ("Germany", "München", "80", "+49 160 "),
    ("France", "Paris", "750", "+33 6 "),
    ("France", "Lyon", "690", "+33 7 "),
    ("United Kingdom", "London", "SW", "+44 77"),
]
STREET_NAMES = (
    "Calle Mayor|Rua Augusta|Hauptstraße|Rue de la Paix|High Street|Avenida de la Constitución|Bahnhofstraße|"
    "Rua das Flores|Station Road|Rue Victor Hugo|Gartenweg|Calle del Sol|Church Lane|Avenida da Liberdade"
)
MAILS = ["gmail.com", "outlook.com", "yahoo.com", "gmx.de", "hotmail.com", "icloud.com", "web.de", "orange.fr"]
TRADE_NAMES = "Beauty Salon Spa Pharmacy Hair Cosmetics Wellness Perfume Clinic Studio Retail Trading Foods Media"
GIVEN, FAMILY, TRADES, STREETS = GIVEN_NAMES.split(), FAMILY_NAMES.split(), TRADE_NAMES.split(), STREET_NAMES.split("|")
FORMS = ["S.L.", "GmbH", "Lda.", "SARL", "Ltd", "AG", "S.A.", "Inc."]
NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "s": "a", "t": "r", "r": "t", "l": "k", "c": "v"}


@dataclass(frozen=True, slots=True)
class Simulated:
    """One record, and in `truth` the number of the one it is of."""

    truth: int
    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    birth_date: date | None = None


def simulated(
    *, persons: int, companies: int, duplicates: float = 0.05, traps: float = 0.05, seed: int = 7
) -> Iterator[Simulated]:
    """`persons` people and `companies` companies; that share of them a second time, that share beside a look-alike."""
    chance = random.Random(seed)
    for truth in range(persons + companies):
        one = _person(truth, chance) if truth < persons else _company(truth, chance)
        yield one
        if chance.random() < duplicates:
            yield _copy(one, chance)
            if chance.random() < 0.1:
                yield _copy(one, chance)
    for number in range(round(persons * traps)):
        yield from _look_alikes(persons + companies + 2 * number, chance)


def _person(truth: int, chance: random.Random) -> Simulated:
    given = GIVEN[int(len(GIVEN) * chance.random() ** 1.5)]
    family = FAMILY[int(len(FAMILY) * chance.random() ** 1.3)]
    if chance.random() < 0.35:
        family = f"{family} {chance.choice(FAMILY)}"
    region, city, code, dial = chance.choice(PLACES)
    return Simulated(
        truth,
        "person",
        f"{given} {family}",
        given,
        family,
        _mail(given, family, chance) if chance.random() < 0.85 else "",
        f"{dial}{chance.randrange(10_000_000, 99_999_999)}" if chance.random() < 0.6 else "",
        f"{chance.choice(STREETS)} {chance.randrange(1, 220)}" if chance.random() < 0.7 else "",
        f"{code}{chance.randrange(10, 99)}",
        city,
        region,
        date(1940, 1, 1) + timedelta(days=chance.randrange(24_000)) if chance.random() < 0.4 else None,
    )


def _company(truth: int, chance: random.Random) -> Simulated:
    words = f"{chance.choice(FAMILY)} {chance.choice(TRADES)}"
    if chance.random() < 0.4:
        words = f"{words} {chance.choice(TRADES)}"
    region, city, code, dial = chance.choice(PLACES)
    site = folded(words).replace(" ", "") + str(chance.randrange(1000))
    return Simulated(
        truth,
        "company",
        f"{words} {chance.choice(FORMS)}",
        email=f"info@{site}.example" if chance.random() < 0.8 else "",
        phone=f"{dial}{chance.randrange(10_000_000, 99_999_999)}" if chance.random() < 0.8 else "",
        street=f"{chance.choice(STREETS)} {chance.randrange(1, 220)}",
        postal_code=f"{code}{chance.randrange(10, 99)}",
        city=city,
        region=region,
    )


def _mail(given: str, family: str, chance: random.Random) -> str:
    first, last = folded(given).strip("."), folded(family).replace(" ", "")
    form = chance.choice(
        [f"{first}.{last}", f"{first[0]}{last}", f"{first}{chance.randrange(60, 99)}", f"{last}.{first}"]
    )
    return f"{form}{chance.randrange(1, 9999)}@{chance.choice(MAILS)}"


def _copy(one: Simulated, chance: random.Random) -> Simulated:
    """The same once more, with one to three things that differ, as when it came from another system."""
    differences = COMPANY_DIFFERENCES if one.kind == "company" else PERSON_DIFFERENCES
    for differ in chance.sample(differences, chance.choice([1, 1, 2, 2, 3])):
        one = differ(one, chance)
    return one


def _look_alikes(truth: int, chance: random.Random) -> Iterator[Simulated]:
    """Two that share much and are not the same: of one household, or of one name."""
    first = _person(truth, chance)
    other = _person(truth + 1, chance)
    yield first
    if chance.random() < 0.6:
        shared = replace(other, family_name=first.family_name, phone=first.phone, street=first.street)
        shared = replace(shared, name=f"{other.given_name} {first.family_name}", postal_code=first.postal_code)
        yield replace(shared, city=first.city, region=first.region)
    else:
        yield replace(other, name=first.name, given_name=first.given_name, family_name=first.family_name)


def _mistyped(text: str, chance: random.Random) -> str:
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + NEIGHBOURS.get(text[at].lower(), "e") + text[at + 1 :]


def _typo(one: Simulated, chance: random.Random) -> Simulated:
    if one.kind == "company":
        return replace(one, name=_mistyped(one.name, chance))
    family = _mistyped(one.family_name, chance)
    return replace(one, family_name=family, name=f"{one.given_name} {family}")


def _plain(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, name=folded(one.name).title(), given_name=folded(one.given_name).title())


def _swapped(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, name=f"{one.family_name}, {one.given_name}")


def _short(one: Simulated, chance: random.Random) -> Simulated:
    given = SHORT.get(one.given_name, f"{one.given_name[0]}.")
    return replace(one, given_name=given, name=f"{given} {one.family_name}")


def _one_family_name(one: Simulated, chance: random.Random) -> Simulated:
    family = one.family_name.split()[0]
    return replace(one, family_name=family, name=f"{one.given_name} {family}")


def _other_mail(one: Simulated, chance: random.Random) -> Simulated:
    if one.kind == "company":
        return replace(one, email=one.email.replace("info@", chance.choice(["sales@", "office@", "contact@"])))
    return replace(one, email=_mail(one.given_name, one.family_name, chance))


def _no_mail(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, email="") if one.phone else one


def _phone_otherwise(one: Simulated, chance: random.Random) -> Simulated:
    digits = one.phone.replace(" ", "")
    return replace(one, phone=f"{digits[:3]} ({digits[3:5]}) {digits[5:8]}-{digits[8:]}" if digits else "")


def _no_phone(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, phone="") if one.email else one


def _moved(one: Simulated, chance: random.Random) -> Simulated:
    region, city, code, _dial = chance.choice(PLACES)
    street = f"{chance.choice(STREETS)} {chance.randrange(1, 220)}"
    return replace(one, street=street, postal_code=f"{code}{chance.randrange(10, 99)}", city=city, region=region)


def _no_birth(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, birth_date=None)


def _other_form(one: Simulated, chance: random.Random) -> Simulated:
    return replace(one, name=one.name.rpartition(" ")[0])


Differ = Callable[[Simulated, random.Random], Simulated]
PERSON_DIFFERENCES: list[Differ] = [
    _typo, _plain, _swapped, _short, _one_family_name, _other_mail, _no_mail, _phone_otherwise, _no_phone, _moved,
    _no_birth,
]  # fmt: skip
COMPANY_DIFFERENCES: list[Differ] = [_typo, _plain, _other_form, _other_mail, _phone_otherwise, _moved]

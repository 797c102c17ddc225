"""Addresses and numbers in the one form they are compared in."""

import re
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

FEWEST_DIGITS = 4


def email_error(text: str) -> str:
    """Why this is no e-mail address; empty when it is one. Nothing is looked up in the network."""
    return _read_email(text.strip())[1]


def normal_email(text: str) -> str:
    """The address in lower case and normal form; empty where there is none."""
    return _read_email(text.strip())[0] if text.strip() else ""


def phone_error(text: str) -> str:
    """Why this is no phone number; empty when it may be one."""
    if sum(character.isdigit() for character in text) < FEWEST_DIGITS:
        return f"“{text[:40]}” is not a phone number."
    return ""


@lru_cache(maxsize=4096)
def normal_phone(text: str, country: str = "") -> str:
    """The number as +34600111222. Without a country, only numbers that begin with + can be told.

    Extensions and anything that is no possible number give an empty text: such numbers are kept but not compared.

    >>> normal_phone("(0)20 7946 0018", "GB"), normal_phone("020 7946 0018")
    ('+442079460018', '')
    """
    typed = re.sub(r"^\s*00", "+", text)
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def normal_contact(email: str, phone: str, country: str) -> dict[str, str]:
    """Address and number as other records are compared with them."""
    return {"email_normal": normal_email(email), "phone_normal": normal_phone(phone.strip(), country)}


@lru_cache(maxsize=4096)
def _read_email(text: str) -> tuple[str, str]:
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        return "", f"“{text[:60]}” is not an e-mail address: {error}"
    return found.normalized.lower(), ""

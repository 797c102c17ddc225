"""What the columns are called that say who a record is about."""

from typing import NamedTuple


class Named(NamedTuple):
    """Something about the number, the address and the name of somebody."""

    number: str
    email: str
    name: str

    @classmethod
    def fields(cls, field_name: str) -> "Named":
        """The fields of a customer; those of the usual one have the names that all importers use.

        >>> Named.fields("customer").email, Named.fields("referrer").email
        ('email', 'referrer_email')
        """
        email = "email" if field_name == "customer" else f"{field_name}_email"
        return cls(field_name, email, f"{field_name}_name")

    @classmethod
    def titles(cls, field_name: str, title: str) -> "Named":
        """How they are headed.

        >>> Named.titles("referrer", "Who brought somebody").number
        'Who brought somebody: number'
        """
        if field_name == "customer":
            return cls("Customer number", "Customer’s e-mail", "Customer’s name")
        return cls(f"{title}: number", f"{title}: e-mail", f"{title}: name")

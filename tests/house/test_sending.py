"""Nothing goes out to customers but through the gate (C21): whoever can send asks it, or writes to members only."""

from tests.house import source

# What puts a message on its way, whichever library does it.
SENDERS = ("django.core.mail", "smtplib", "anymail", "twilio", "sendgrid", "mailersend", "boto3", "aiosmtplib")
GATE = "rapport.apps.conversations.queries.gate"
# These never ask the gate, because no customer is among those they write to.
WRITES_TO_MEMBERS = {
    "rapport/apps/accounts/operations/people.py": "invitations, to the address that an administrator typed",
    "rapport/apps/conversations/operations/digests.py": "the digest of a member's own work, to their own address",
}


def test_whoever_sends_asks_the_gate_or_writes_to_members_only() -> None:
    found = [
        source.place(path)
        for path in source.shipped()
        if not source.inside(path, *WRITES_TO_MEMBERS)
        and (names := [module for module, _ in source.imports(path)])
        and any(_is(module, SENDERS) for module in names)
        and not any(_is(module, (GATE,)) for module in names)
    ]

    source.none(found, "it can send and does not ask rapport.apps.conversations.queries.gate")


def test_whoever_writes_to_members_reads_no_addresses_of_customers() -> None:
    addresses = ("rapport.apps.customers.models.Party", "rapport.apps.customers.models.ContactPoint")
    found = [
        source.place(path, node)
        for path in source.shipped()
        if source.inside(path, *WRITES_TO_MEMBERS)
        for module, node in source.imports(path)
        if _is(module, addresses)
    ]

    source.none(found, "a module that is named as writing to members only knows the addresses of customers")


def test_every_module_that_is_let_off_still_sends() -> None:
    """A name that stays in the list after its module has gone would let a later one of that name through."""
    left = [
        path
        for path in WRITES_TO_MEMBERS
        if not (source.ROOT / path).is_file()
        or not any(_is(module, SENDERS) for module, _ in source.imports(source.ROOT / path))
    ]

    assert left == []


def _is(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)

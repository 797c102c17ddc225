"""The daily work of the demo shop: what was said with some customers, what is planned, what is to be done."""

from datetime import date, datetime, timedelta
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import add_personal_fact, update_party
from rapport.demo.people import Person

CARED_FOR = 12
DAY = timedelta(days=1)
# Title, kind, priority, and in how many days it is due; None where no day is set.
TASKS = (
    ("Send the new shade card", "email", 2, -2),
    ("Ring back about the damaged parcel", "call", 3, -1),
    ("Agree on the date of the make-up evening", "call", 2, 0),
    ("Thank her for the referral", "email", 2, 0),
    ("Check whether the refill arrived", "to_do", 1, 2),
    ("Bring samples for sensitive skin", "visit", 2, 4),
    ("Ask for a review of the night cream", "email", 1, None),
)
CALLS = (
    ("Wrong shade delivered", "in", "spoke", 14, "Sends it back; wants the lighter one. Very polite."),
    ("Invitation to the make-up evening", "out", "no_answer", None, ""),
    ("How she likes the serum", "out", "spoke", 8, "Loves it, finds the bottle hard to open."),
    ("Voucher did not work", "in", "spoke", 5, "Typed it with a space. Works now."),
)
MESSAGES = (
    ("in", "chat", "", "Is the sunscreen vegan?"),
    ("out", "chat", "", "Yes, all of our sunscreens are, and none is tested on animals."),
    ("in", "email", "Gift wrapping", "Can you wrap it and leave the price out? It is for my sister."),
    ("out", "email", "Re: Gift wrapping", "Done, with a card of our own. We hope she likes it."),
    ("out", "post", "Birthday card", "A card with a small sample of the rose oil."),
)


def live_days(owner: Member, people: list[Person], *, today: datetime, chance: Random) -> None:
    """Give the shop's owner customers to look after, and some weeks of work with them."""
    cared_for = [person.id for person in chance.sample(people, CARED_FOR)]
    for party_id in cared_for:
        update_party(owner, party_id, account_manager_id=owner.pk)
    _celebrate(owner, cared_for, today)
    _talk(owner, cared_for, today, chance)
    _plan(owner, cared_for, today)
    for number, (title, kind, priority, days) in enumerate(TASKS):
        due_on = None if days is None else (today + days * DAY).date()
        operations.add_task(
            owner, title, party_id=cared_for[number], owner_id=owner.pk, kind=kind, priority=priority, due_on=due_on
        )
    operations.add_task(owner, "Count the testers in the shop window", due_on=(today + 3 * DAY).date())
    done = operations.add_task(owner, "Order ribbon for the gift boxes", owner_id=owner.pk)
    operations.finish_task(owner, done.pk)


def _celebrate(owner: Member, cared_for: list[int], today: datetime) -> None:
    """A birthday today and one in some days, of people who stay as old as they are; and a wedding day."""
    for place, days in ((0, 0), (1, 5)):
        party = Party.objects.of(owner).get(pk=cared_for[place])
        if party.birth_date is not None:
            born = _born(party.birth_date, today.date(), today.date() + days * DAY)
            update_party(owner, party.pk, birth_date=born)
    wedding = (today + 3 * DAY).date()
    first = wedding.replace(year=wedding.year - 10, day=min(wedding.day, 28))
    add_personal_fact(owner, cared_for[2], kind="anniversary", text="Wedding", on=first)


def _born(before: date, today: date, birthday: date) -> date:
    """The day of birth of somebody of the same age whose next birthday is on that day."""
    age = today.year - before.year - ((today.month, today.day) < (before.month, before.day))
    turns = age if birthday == today else age + 1
    return birthday.replace(year=birthday.year - turns, day=min(birthday.day, 28))


def _talk(owner: Member, cared_for: list[int], today: datetime, chance: Random) -> None:
    for number, (subject, direction, result, minutes, notes) in enumerate(CALLS):
        at = today - (3 * number + 1) * DAY + timedelta(hours=9, minutes=chance.randrange(0, 480, 5))
        operations.log_call(
            owner,
            cared_for[number],
            at=at,
            direction=direction,
            result=result,
            minutes=minutes,
            subject=subject,
            notes=notes,
        )
    for number, (direction, channel, subject, text) in enumerate(MESSAGES):
        at = today - (number // 2 * 4 + 2) * DAY + timedelta(hours=10 + number % 2)
        operations.log_message(
            owner, cared_for[number // 2], direction=direction, channel=channel, subject=subject, text=text, at=at
        )


def _plan(owner: Member, cared_for: list[int], today: datetime) -> None:
    hour = timedelta(hours=1)
    operations.plan_call(owner, cared_for[4], at=today + 10 * hour, subject="Which day suits for the skin check")
    operations.plan_call(owner, cared_for[5], at=today + DAY + 16 * hour, subject="Loyalty points that expire")
    operations.plan_meeting(
        owner,
        "Skin check in the shop",
        starts_at=today + 12 * hour,
        party_ids=cared_for[6:7],
        place="Shop, first floor",
        agenda="Sensitive skin: cleanser, serum, sunscreen. Samples to take along.",
    )
    operations.plan_meeting(
        owner,
        "Make-up evening",
        starts_at=today + 2 * DAY + 19 * hour,
        ends_at=today + 2 * DAY + 21 * hour,
        party_ids=cared_for[7:11],
        place="Shop",
    )
    past = operations.plan_meeting(
        owner, "Choosing a perfume", starts_at=today - 6 * DAY + 17 * hour, party_ids=cared_for[:1], place="Shop"
    )
    operations.hold_meeting(owner, past.pk, minutes="Citrus rather than wood. Wants a travel size; we have none.")

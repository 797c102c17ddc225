"""What people of the demo asked about their data: two who want no more letters, one of whom changed their mind."""

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import lift_restriction, restrict
from rapport.demo.people import Person

PLACES = (41, 77)


def make_requests(member: Member, people: list[Person]) -> None:
    """Record the requests as the owner did."""
    first, second = (people[place].id for place in PLACES)
    restrict(member, first, reason="Asked by letter to stop using the data until the address is corrected.")
    restrict(member, second, reason="Asked on the phone.")
    lift_restriction(member, second, reason="Wrote back: it was a misunderstanding.")

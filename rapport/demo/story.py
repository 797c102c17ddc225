"""The story of the demo, from founding the shop to what its canvases say."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import create_demo_workspace
from rapport.apps.customers.operations import record_regions
from rapport.apps.insights.operations.extraction import extract
from rapport.demo import company, wholesale
from rapport.demo.answers import make_answers
from rapport.demo.canvases import draw_canvases
from rapport.demo.consents import make_consents
from rapport.demo.days import live_days
from rapport.demo.elsewhere import make_records
from rapport.demo.orders import make_orders
from rapport.demo.people import make_people
from rapport.demo.plans import plan
from rapport.demo.requests import make_requests
from rapport.demo.segments import make_segments
from rapport.kernel.bulk import learn_sizes
from rapport.kernel.clock import now

Say = Callable[[str], None]


def load(say: Say = print) -> Member:
    """Make the demo companies; returns the owner of the first. Takes some seconds, and says where it is."""
    owner = create_demo_workspace(
        email=company.EMAIL,
        password=company.PASSWORD,
        user_name=company.OWNER,
        workspace_name=company.NAME,
        currency=company.CURRENCY,
        time_zone=company.TIME_ZONE,
    )
    _trade(owner, say, today=_today(owner), chance=Random(company.SEED))
    say("  segments and canvases")
    segments = make_segments(owner)
    learn_sizes()
    extract(owner.workspace_id)
    canvases = draw_canvases(owner, segments)
    plan(owner, canvases, today=_today(owner).date())
    wholesale.load(owner, say, today=_today(owner))
    return owner


def _trade(owner: Member, say: Say, *, today: datetime, chance: Random) -> None:
    regions = record_regions(owner, company.REGIONS)
    people = make_people(owner, regions, today=today, chance=chance)
    say(f"  {len(people):,} customers")
    orders = make_orders(owner, people, regions, today=today, chance=chance)
    say(f"  {len(orders):,} orders of two years")
    answers = make_answers(owner, people, orders, today=today, chance=chance)
    say(f"  {len(answers):,} survey answers")
    elsewhere = make_records(owner, people, orders, answers, today=today, chance=Random(company.SEED + 3))
    say(f"  {elsewhere:,} records of other tools")
    # A chance of its own: the rest of the story stays as it was told before.
    allowed = make_consents(owner, people, today=today, chance=Random(company.SEED + 1))
    say(f"  {allowed:,} answers about consent")
    make_requests(owner, people)
    live_days(owner, people, today=today, chance=Random(company.SEED + 2))


def _today(owner: Member) -> datetime:
    local = now().astimezone(owner.workspace.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)

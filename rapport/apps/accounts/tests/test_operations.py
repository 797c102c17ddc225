"""Workspaces, invitations, roles: what the operations allow and refuse."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.operations import (
    RateFacts,
    accept_invitation,
    add_guest,
    change_role,
    create_workspace,
    deactivate_member,
    first_start,
    invite,
    reactivate_member,
    record_rates,
    update_workspace,
    withdraw_invitation,
)
from rapport.apps.accounts.queries import member_of, rates_in, rates_of
from rapport.apps.activity.models import Activity
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from tests.cast import make_user


def test_two_workspaces_of_one_name_get_two_addresses(mara: Member) -> None:
    second = create_workspace(mara.user, name="Glow", currency="GBP", time_zone="Europe/London")

    assert (mara.workspace.slug, second.workspace.slug) == ("glow", "glow-2")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": "  "}, "name"),
        ({"currency": "XYZ"}, "currency"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_workspace_needs_real_values(mara: Member, fields: dict[str, str], place: str) -> None:
    with pytest.raises(Refused) as refused:
        create_workspace(mara.user, **{"name": "Shop", "currency": "EUR", "time_zone": "UTC", **fields})

    assert refused.value.place == place
    assert Workspace.objects.count() == 1


def test_the_first_start_happens_once(db: None) -> None:
    fields = {"password": "quiet-harbour-42", "user_name": "Ann", "currency": "EUR", "time_zone": "UTC"}
    first_start(email="ann@rapport.example", workspace_name="Ann's", **fields)

    with pytest.raises(Refused, match="set up already"):
        first_start(email="eve@rapport.example", workspace_name="Eve's", **fields)


@pytest.mark.django_db(transaction=True)
def test_two_first_starts_in_the_same_moment_make_one_workspace() -> None:
    def start(name: str) -> str:
        fields = {"password": "quiet-harbour-42", "user_name": name, "currency": "EUR", "time_zone": "UTC"}
        try:
            first_start(email=f"{name}@rapport.example", workspace_name=name, **fields)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(start, ["ann", "eve"]))

    assert outcomes == ["made", "refused"]
    assert Workspace.objects.count() == 1


def test_an_invited_person_joins_with_the_role_offered(mara: Member) -> None:
    _, token = invite(mara, email="Nina@rapport.example", role="editor")

    nina = accept_invitation(make_user("Nina"), token=token)

    assert (nina.workspace_id, nina.role) == (mara.workspace_id, "editor")


def test_an_invitation_opens_one_time_only(mara: Member) -> None:
    _, token = invite(mara, email="nina@rapport.example", role="viewer")
    nina = make_user("Nina")
    accept_invitation(nina, token=token)

    with pytest.raises(Missing):
        accept_invitation(nina, token=token)


def test_an_invitation_is_for_its_address_only(mara: Member) -> None:
    _, token = invite(mara, email="nina@rapport.example", role="viewer")

    with pytest.raises(NotPermitted, match=r"nina@rapport\.example"):
        accept_invitation(make_user("Eve"), token=token)


def test_an_invitation_runs_out_after_two_weeks(mara: Member) -> None:
    _, token = invite(mara, email="nina@rapport.example", role="viewer")

    with time_machine.travel(now() + timedelta(days=14, minutes=1)), pytest.raises(Missing):
        accept_invitation(make_user("Nina"), token=token)


def test_a_withdrawn_invitation_is_closed_and_can_be_sent_anew(mara: Member) -> None:
    invitation, token = invite(mara, email="nina@rapport.example", role="viewer")
    withdraw_invitation(mara, invitation_id=invitation.pk)

    with pytest.raises(Missing):
        accept_invitation(make_user("Nina"), token=token)
    invite(mara, email="nina@rapport.example", role="viewer")


def test_one_address_has_one_open_invitation(mara: Member) -> None:
    invite(mara, email="nina@rapport.example", role="viewer")

    with pytest.raises(Conflict):
        invite(mara, email="NINA@rapport.example", role="editor")


def test_the_token_of_an_invitation_is_kept_as_a_digest_only(mara: Member) -> None:
    invitation, token = invite(mara, email="nina@rapport.example", role="viewer")

    assert token not in str(vars(invitation))
    assert token not in str(list(Activity.objects.of(mara).values()))


@pytest.mark.parametrize("role", ["edi", "cora", "vic"])
def test_only_administrators_invite(role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotPermitted):
        invite(request.getfixturevalue(role), email="nina@rapport.example", role="viewer")


def test_an_admin_cannot_make_an_owner_or_change_one(mara: Member, ada: Member, edi: Member) -> None:
    with pytest.raises(NotPermitted):
        change_role(ada, member_id=edi.pk, role="owner")
    with pytest.raises(NotPermitted):
        change_role(ada, member_id=mara.pk, role="viewer")


def test_the_last_owner_stays(mara: Member) -> None:
    with pytest.raises(Refused, match="needs an owner"):
        change_role(mara, member_id=mara.pk, role="editor")
    with pytest.raises(Refused, match="needs an owner"):
        deactivate_member(mara, member_id=mara.pk)


def test_a_role_change_is_in_the_log_with_before_and_after(mara: Member, edi: Member) -> None:
    change_role(mara, member_id=edi.pk, role="viewer")

    record = Activity.objects.of(mara).get(verb="member.role_changed")
    assert record.details == {"role": {"before": "editor", "after": "viewer"}}
    assert (record.actor_label, record.subject_label) == ("Mara", "Edi")


def test_a_deactivated_member_is_outside_until_let_in_again(mara: Member, edi: Member) -> None:
    deactivate_member(mara, member_id=edi.pk)
    with pytest.raises(Missing):
        member_of(edi.user, "glow")

    reactivate_member(mara, member_id=edi.pk)

    assert member_of(edi.user, "glow").role == "editor"


def test_nobody_reaches_the_members_of_another_workspace(mara: Member, otto: Member) -> None:
    with pytest.raises(Missing):
        change_role(mara, member_id=otto.pk, role="viewer")
    with pytest.raises(Missing):
        deactivate_member(mara, member_id=otto.pk)


def test_settings_keep_the_values_before_in_the_log(mara: Member) -> None:
    update_workspace(mara, name="Glow & Co", currency="GBP", time_zone="Europe/London", margin_rate=None)

    record = Activity.objects.of(mara).get(verb="workspace.updated")
    assert record.details["before"]["currency"] == "EUR"


def test_a_guest_is_given_no_role(mara: Member) -> None:
    guest = add_guest(mara.workspace, name="Rosa")

    with pytest.raises(Missing):
        change_role(mara, member_id=guest.pk, role="owner")


def test_counting_in_another_currency_turns_rates_round_where_both_are_known(mara: Member) -> None:
    day, other_day = date(2026, 6, 1), date(2026, 6, 2)
    record_rates(
        mara,
        [
            RateFacts(day, "USD", Decimal("0.8")),
            RateFacts(day, "GBP", Decimal("1.2")),
            RateFacts(other_day, "GBP", Decimal("1.3")),
        ],
    )

    workspace = update_workspace(mara, name="Glow", currency="USD", time_zone="UTC")

    rates = rates_of(workspace)
    assert (rates.on("EUR", day), rates.on("GBP", day)) == (Decimal("1.25"), Decimal("1.5"))
    assert list(rates_in(workspace).filter(day=other_day)) == []
    assert workspace.conversion_change > 0

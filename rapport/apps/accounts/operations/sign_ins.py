"""Keeping who came and went, and who was refused, in the log of every workspace it concerns."""

from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member, SignIn, User
from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel import jobs
from rapport.kernel.actor import system_actor


def record_sign_in(*, user: User | None, email: str, outcome: str, address: str | None, agent: str) -> None:
    """Keep a sign-in, a sign-out, or a refused attempt, which has no user.

    Of an attempt the worker looks up whose account it was for, so that the answer takes as long for an address that
    is known as for one that is not.
    """
    kept: SignIn = SignIn.objects.create(
        user=user, email=email[:254], outcome=outcome, address=address, agent=agent[:200]
    )
    if user is None:
        jobs.enqueue(note_refused, workspace=None, title=_("Note a refused sign-in"), sign_in_id=kept.pk)
    else:
        for member in _memberships(user):
            with recorded(member.actor, f"member.{outcome.replace(' ', '_')}", subject=_subject(member)):
                pass


@task()
def note_refused(sign_in_id: int) -> int:
    """Write an attempt into the logs: nobody knows who it was, only whose account it was for."""
    attempt = SignIn.objects.filter(pk=sign_in_id).first()
    concerned = User.objects.filter(email__iexact=attempt.email).first() if attempt else None
    members = _memberships(concerned) if concerned else []
    for member in members:
        with (
            jobs.once(f"sign-in:{sign_in_id}", workspace=member.workspace_id) as is_first,
            recorded(system_actor(member.workspace_id), "sign_in.refused", subject=_subject(member)) as change,
        ):
            if not is_first:
                change.leave_no_record()
    return len(members)


def _memberships(user: User) -> list[Member]:
    return list(Member.objects.active().with_account().filter(user=user).select_related("user"))


def _subject(member: Member) -> Subject:
    return Subject("member", member.pk, str(member))

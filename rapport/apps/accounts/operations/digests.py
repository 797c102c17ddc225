"""How often a member gets mail about what is new: chosen on a page, or stopped by a link in the mail itself."""

from django.core import signing
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.kernel.errors import Missing, Refused

SALT = "rapport.digest"


def choose_digest(member: Member, digest: str) -> Member:
    """Never, each morning, or on Mondays."""
    if digest not in Member.Digest.values:
        raise Refused(_("Choose one of the list."), place="digest", code="choice")
    subject = Subject("member", member.pk, str(member))
    with recorded(member.actor, "member.digest_chosen", subject=subject) as change:
        if not Member.objects.of(member).filter(pk=member.pk).exclude(digest=digest).update(digest=digest):
            change.leave_no_record()
        change.details["digest"] = digest
    member.digest = digest
    return member


def digest_token(member: Member) -> str:
    """What stands in the link that stops a member's digests; it can do nothing else."""
    return signing.dumps(member.pk, salt=SALT)


def member_of_digest(token: str) -> Member:
    """Whose digests the link stops. Raises Missing."""
    try:
        found = Member.objects.filter(pk=signing.loads(token, salt=SALT))
        member: Member | None = found.select_related("workspace", "user").first()
    except (signing.BadSignature, ValueError, TypeError):
        member = None
    if member is None:
        raise Missing(_("This link does not work any more."))
    return member


def stop_digest(token: str) -> Member:
    """No more mail about what is new. Raises Missing."""
    return choose_digest(member_of_digest(token), Member.Digest.NEVER)

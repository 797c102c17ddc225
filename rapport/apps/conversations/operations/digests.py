"""Mailing digests: each is claimed before it is handed to the mail server, so that nobody gets one twice.

A crash between the claim and the sending loses that one mail; what is unread stays on the page.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.operations.digests import digest_token
from rapport.apps.conversations.queries.digests import Digest, digest_for, members_due
from rapport.kernel.clock import now

log = logging.getLogger("rapport.digests")


def mail_digests(workspace: Workspace) -> int:
    """Send what is due; returns how many mails went out. Raises OSError where no mail server answers."""
    sent = 0
    for member in members_due(workspace):
        with timezone.override(workspace.zone), translation.override(workspace.locale):
            sent += _mail(member)
    return sent


def _mail(member: Member) -> int:
    digest = digest_for(member)
    if digest.is_empty:
        _claim(member)
        return 0
    mail, server = _mail_of(member, digest), get_connection()
    server.open()  # a server that does not answer raises here, while the digest is still unclaimed
    try:
        return _send(member, mail, server) if _claim(member) else 0
    finally:
        server.close()


def _send(member: Member, mail: EmailMultiAlternatives, server: Any) -> int:
    try:
        return int(server.send_messages([mail]) or 0)
    except OSError:  # which is also what a mail server's refusal is
        log.exception("the digest of member %s may not have arrived; it is not sent again", member.pk)
        return 0


def _claim(member: Member) -> bool:
    """Say that the member has been told; false where somebody else has said so meanwhile."""
    mine = Member.objects.of(member).filter(pk=member.pk, digest=member.digest, digested_at=member.digested_at)
    return bool(mine.update(digested_at=now()))


def _mail_of(member: Member, digest: Digest) -> EmailMultiAlternatives:
    slug, address = member.workspace.slug, settings.PUBLIC_ADDRESS
    stop = address + reverse("mail:digest", args=[digest_token(member)])
    context = {
        "digest": digest,
        "member": member,
        "workspace": member.workspace,
        "address": address,
        "stop": stop,
        "notifications": address + reverse("accounts:notifications", args=[slug]),
    }
    mail = EmailMultiAlternatives(
        # A name may hold a line break, a subject may not.
        subject=" ".join(_subject(member, digest).split()),
        body=render_to_string("conversations/digest/mail.txt", context).strip() + "\n",
        to=[member.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    mail.attach_alternative(render_to_string("conversations/digest/mail.html", context), "text/html")
    return mail


def _subject(member: Member, digest: Digest) -> str:
    due = len(digest.overdue) + len(digest.today) + len(digest.appointments)
    new = len(digest.notices) + digest.more
    if due and new:
        return _("%(due)s to do today and %(new)s new · %(name)s") % {
            "due": due, "new": new, "name": member.workspace.name
        }  # fmt: skip
    if due:
        return _("%(due)s to do today · %(name)s") % {"due": due, "name": member.workspace.name}
    return _("%(new)s new · %(name)s") % {"new": new, "name": member.workspace.name}

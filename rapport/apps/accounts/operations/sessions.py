"""Sessions of users whose rights have changed: renewed with the next page, or ended at once."""

from collections.abc import Collection, Iterator

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from rapport.kernel.clock import now

RENEW = "_renew"


def end_sessions(user_ids: Collection[int]) -> None:
    """Sign these users out everywhere."""
    for session, _ in _sessions_of(user_ids):
        session.delete()


def renew_sessions(user_ids: Collection[int]) -> None:
    """Have the sessions of these users get another key with their next page: what was known of the old one is over.

    What they may do follows their new rights from the next request on in any case.
    """
    for session, held in _sessions_of(user_ids):
        renewed = SessionStore().encode({**held, RENEW: True})
        Session.objects.filter(pk=session.pk).update(session_data=renewed)


def renew_if_asked(session: SessionBase) -> None:
    """Give a session that is to be renewed its new key."""
    if session.pop(RENEW, False):
        session.cycle_key()


def _sessions_of(user_ids: Collection[int]) -> Iterator[tuple[Session, dict[str, object]]]:
    wanted = {str(number) for number in user_ids}
    if wanted:
        for session in Session.objects.filter(expire_date__gt=now()).iterator():
            held = session.get_decoded()
            if held.get("_auth_user_id") in wanted:
                yield session, held

"""What people say about a canvas and its notes."""

from rapport.apps.accounts.queries.mentionable import people_of
from rapport.apps.canvas.queries.talk.places import address_on
from rapport.apps.canvas.queries.talk.threads import Talk, Thread, note_of_comment, open_threads, talk_of, talk_on_note

__all__ = ["Talk", "Thread", "address_on", "note_of_comment", "open_threads", "people_of", "talk_of", "talk_on_note"]

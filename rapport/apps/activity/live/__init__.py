"""The live stream: tells browsers that something has changed, never what. They fetch it through its own address.

`hub` watches the log in one thread for all streams of a process; `stream` turns one subscription into server-sent
events. Who may see which topic is asked of functions that the page's floor passes in, because members are known in a
higher room.
"""

from rapport.apps.activity.live.hub import Hub, TooManyStreams, hub
from rapport.apps.activity.live.stream import events
from rapport.apps.activity.live.subscription import Subscription

__all__ = ["Hub", "Subscription", "TooManyStreams", "events", "hub"]

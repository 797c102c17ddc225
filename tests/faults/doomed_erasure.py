"""An erasure that kills itself: `python -m tests.faults.doomed_erasure REQUEST NUMBER WHEN`.

NUMBER says at which statement of the database, WHEN is `before`, `after`, or `during`: some milliseconds into it.
"""

import os
import sys

import django

from tests.faults.doomed_extraction import Doom, die


def main(workspace_id: int, request_id: int, number: int, when: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    django.setup()
    from django.db import connection

    from rapport.apps.customers.models import PrivacyRequest
    from rapport.apps.customers.operations.erasing import carry_out
    from rapport.kernel.actor import system_actor

    request = PrivacyRequest.objects.of(workspace_id).select_related("party").get(pk=request_id)
    with connection.execute_wrapper(Doom(number, when).statement):
        carry_out(system_actor(workspace_id), request, tell=lambda *_said: None)
    # The erasure was over before that.
    die()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])

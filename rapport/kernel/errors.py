"""What an operation may refuse. The message is for the user: what happened, where, what to do now."""


class Refused(Exception):
    """The request was understood and not carried out; nothing has changed.

    `message` is a full sentence for the reader; `place` names the field, row or object it is about;
    `code` is a stable word for programs.
    """

    status = 422

    def __init__(self, message: str, *, place: str = "", code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.code = code


class Unknown(Refused):
    """Who asks cannot be told."""

    status = 401


class NotPermitted(Refused):
    """The member's roles do not include the right asked for."""

    status = 403


class Missing(Refused):
    """No such object in this workspace: the same answer for another workspace's object and for none."""

    status = 404


class Conflict(Refused):
    """Somebody else changed the same thing first."""

    status = 409

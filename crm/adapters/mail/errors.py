"""What goes wrong with mail."""

from __future__ import annotations


class MailError(Exception):
    """Mail could not be handed over; the message is one sentence, ``hint`` says what to do.

    ``unsure`` is true where the server may have taken the mail all the same.
    """

    def __init__(self, message: str, hint: str = "", *, unsure: bool = False) -> None:
        super().__init__(message)
        self.hint = hint
        self.unsure = unsure

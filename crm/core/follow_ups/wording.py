"""Follow-ups in words: why each is owed, and the command that does the next step."""

from __future__ import annotations

import shlex

from crm.core.model import Cause, Contact, Detail, FollowUp

_NOTES = {
    **{action: action for action in ("thank-you", "linkedin", "card", "report-back", "nudge")},
    **{action: action for action in ("update", "article", "keep-in-touch")},
    "birthday": "congratulation",
}
"""The kind of note that each action is done with, where it is done with one."""


def cause(caused_by: Cause) -> str:
    """What a follow-up hangs on, as its log line names it: ``interview 2026-06-09 09:30-10:00``."""
    if caused_by.task:
        by = f" (by {caused_by.task.by})" if caused_by.task.by else ""
        return f"{caused_by.task.text}{by}"
    if caused_by.entry:
        return f"{caused_by.entry.kind.name} {caused_by.entry.stamp_text}"
    return caused_by.key or ""


def why(follow_up: FollowUp) -> str:
    """Why it is owed: what caused it, then what the rule saw."""
    between = "; " if follow_up.cause.entry else ": "
    return between.join(part for part in (cause(follow_up.cause), follow_up.because) if part)


def note_kind(follow_up: FollowUp) -> str | None:
    """The kind of note that does it, where a note does."""
    return _NOTES.get(follow_up.action)


def command(follow_up: FollowUp) -> str:
    """The command line that does the next step: for a note that is with the mail program, to say that it went out."""
    slug, kind = shlex.quote(follow_up.contact.slug), note_kind(follow_up)
    if follow_up.handed:
        return f"crm sent {shlex.quote(follow_up.handed)}"
    if kind:
        return f"crm note {kind} {slug}"
    if follow_up.action == "promise" and follow_up.cause.task:
        return f"crm done {slug} {_task(follow_up.contact, follow_up.cause.task)}"
    return f"crm log {slug} email" if follow_up.action == "answer" else f"crm edit {slug}"


def _task(contact: Contact, task: Detail) -> str:
    """The text of a task for the shell; its line where the text would not do: empty, like an option, or there twice."""
    texts = [
        one.text for entry in contact.interactions for one in entry.details if one.label == "task" and not one.done
    ]
    alone = sum(task.text.casefold() in text.casefold() for text in texts) <= 1 or texts.count(task.text) == 1
    plain = task.text and not task.text.startswith(("-", ":"))
    return shlex.quote(task.text) if plain and alone else f":{task.line}"

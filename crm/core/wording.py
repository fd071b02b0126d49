"""Follow-ups in words: why each is owed, and the command that does the next step."""

from __future__ import annotations

import shlex

from crm.core.model import Cause, FollowUp

_NOTES = frozenset({"thank-you", "linkedin", "card", "report-back", "nudge", "update", "article", "keep-in-touch"})


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
    return "; ".join(part for part in (cause(follow_up.cause), follow_up.because) if part)


def command(follow_up: FollowUp) -> str:
    """The command line that does the next step."""
    action, slug = follow_up.action, shlex.quote(follow_up.contact.slug)
    if action in _NOTES:
        return f"crm note {action} {slug}"
    if action == "birthday":
        return f"crm note congratulation {slug}"
    if action == "promise" and follow_up.cause.task:
        return f"crm done {slug} {shlex.quote(follow_up.cause.task.text)}"
    if action == "answer":
        return f"crm log {slug} email"
    return f"crm edit {slug}"

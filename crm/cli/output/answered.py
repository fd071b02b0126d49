"""How answers that were written, each as an operation of its own, are taken back."""

from __future__ import annotations


def taken_back(operations: int) -> str:
    """The way back, as the end of a sentence: ``crm undo`` takes one operation, the last, and the others by commit."""
    if not operations:
        return ""
    if operations == 1:
        return "; to take it back: crm undo"
    return (
        "; each answer is an operation of its own: crm undo takes the last back, "
        "crm undo COMMIT an earlier one (git log shows them)"
    )

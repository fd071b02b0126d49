"""The subject of a note that goes by mail. Source: docs/notes.md, "Kinds" and L02."""

from __future__ import annotations

from collections.abc import Mapping

from crm.core.notes.drafts.order import Facts, Order
from crm.core.notes.drafts.shorten import fitting
from crm.core.kinds import INTERVIEWS

WITHOUT = frozenset({"card", "linkedin"})
"""Kinds that are not mailed."""

# What a subject says about the topic, and what it says where there is none.
_WORDED: Mapping[str, tuple[str, str]] = {
    "update": ("What came of your advice on {}", "What came of your advice"),
    "article": ("On {}: something to read", "Something to read"),
    "nudge": ("Once more: a conversation about {}?", "Once more: a short conversation?"),
    "keep-in-touch": ("Since our talk about {}", "A word since we last spoke"),
}


def subject(order: Order, values: Facts) -> str | None:
    """The subject, or ``None`` for a kind that is not mailed; as long as the settings allow, my name not counted."""
    me, talk, person = (_texts(values[part]) for part in ("me", "talk", "person"))
    name = me["name"] or "[[your name]]"
    if order.kind in WITHOUT:
        return None
    if order.kind == "thank-you":
        return f"Thank You – {_occasion(order, talk['noun'])} – {name}"
    if order.kind == "congratulation":
        return "Happy birthday" if values["birthday"] else "Congratulations"
    if order.kind == "report-back":
        return f"I met {person['greeting'] or '[[whom?]]'}: thank you"
    if order.kind == "request":
        another = "Another" if talk["on"] and talk["spoke"] == "spoke" else "A"
        wordings = f"{another} conversation about {{}}?", f"{another} short conversation?"
        return f"{_about(order, talk['topic'], *wordings)} – {name}"
    if order.kind == "keep-in-touch" and (not talk["on"] or talk["spoke"] == "met"):
        return "Since we met" if talk["on"] or str(values["known"]).startswith("we met") else f"A greeting from {name}"
    topic = _texts(values["article"])["topic"] if order.kind == "article" else talk["topic"]
    return _about(order, topic or talk["topic"], *_WORDED[order.kind])


def _texts(part: object) -> Mapping[str, str]:
    return part if isinstance(part, Mapping) else {}


def _occasion(order: Order, noun: str) -> str:
    if order.entry is None or order.entry.kind.like in INTERVIEWS:
        return "Informational Interview"
    return f"Our {noun.title()}"


def _about(order: Order, topic: str, about: str, without: str) -> str:
    """The subject about a topic, which loses words where the whole is too long."""
    settings = order.situation.contents.settings.notes
    frame = about.format("")
    short = fitting(topic, settings.subject_characters - len(frame), settings.subject_words - len(frame.split()))
    return about.format(short) if short else without

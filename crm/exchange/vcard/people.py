"""Cards → the people on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from crm.core.contacts.person import Arrivals, Person, Raw, Unread, arrivals, clean, tidied, unique
from crm.exchange.vcard.cards import Card, cards, cut, parts, plain
from crm.exchange.vcard.dropped import dropped

_OWN_TAGS = frozenset({"mycontacts", "starred"})  # Google's, on most cards

NO_END = "the card has no end: a part of it may be missing"
"""What is said of a card that breaks off."""


def read(data: bytes) -> Arrivals:
    """The people in a file of cards; groups and cards that name nobody are unread."""
    beyond: Counter[str] = Counter()
    people = arrivals(_person(card, beyond) for card in cards(data))
    return replace(people, dropped=tuple(sorted(beyond.items(), key=lambda each: (-each[1], each[0]))))


def _person(card: Card, beyond: Counter[str]) -> Person | Unread:
    """Who is on a card. What of it no contact holds is counted as ``beyond``."""
    kind = card.first("KIND", "X-ADDRESSBOOKSERVER-KIND").strip().casefold()
    if kind == "group":
        return Unread(card.line, "it is a group, no person")
    beyond.update(dropped(card))
    organisation = _organisation(card)
    names = [card.first("FN"), _full_name(card), card.first("NICKNAME"), organisation]
    note, own = _ours("\n\n".join(unique(text.strip("\r\n") for text in card.texts("NOTE"))), card)
    return tidied(
        Raw(
            card.line,
            names,
            [*card.texts("FN")[1:], *_listed(card, "NICKNAME")],
            card.texts("EMAIL"),
            [plain(one.value).partition(";ext=")[0] for one in card.all("TEL") if one.speaks],
            [*card.texts("X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN"), *card.texts("URL", "X-SOCIAL", "IMPP")],
            organisation,
            card.first("TITLE", "ROLE"),
            _location(card),
            card.first("BDAY"),
            [part for part in _listed(card, "CATEGORIES") if part.casefold() not in _OWN_TAGS],
            note,
            left_out=() if card.ended else (NO_END,),
            own=own,
        )
    )


def _ours(note: str, card: Card) -> tuple[str, dict[str, list[str]]]:
    """The note of a card, and the fields that ``crm export vcard`` put at its beginning, if it is a card of ours."""
    lines = note.split("\n")
    own: dict[str, list[str]] = {}
    for key, label in (("met", "Met: "), ("topics", "Topics: ")):
        if card.all("X-CRM-SLUG") and lines and lines[0].startswith(label):
            text = lines.pop(0).removeprefix(label)
            own[key] = text.split("; " if "; " in text else ", ") if key == "topics" else [text]
    return "\n".join(lines), own


def _listed(card: Card, name: str) -> list[str]:
    return [part for one in card.all(name) for part in parts(one.value, ",")]


def _organisation(card: Card) -> str:
    found = card.all("ORG")
    return next((text for one in found for text in map(clean, parts(one.value)[:1]) if text), "")


def _full_name(card: Card) -> str:
    """The name in its parts: family, given, more, before, behind."""
    found = card.all("N")
    if not found:
        return ""
    pieces = [" ".join(parts(piece.replace("\0", ";"), ",")) for piece in cut(found[0].value, ";")]
    family, given, more, before, behind = [*pieces, *([""] * 5)][:5]
    return " ".join(piece for piece in (before, given, more, family, behind) if piece.strip())


def _location(card: Card) -> str:
    """The place of the first address that has one, and its country."""
    for address in card.all("ADR"):
        pieces = [clean(piece) for piece in [*parts(address.value), *([""] * 7)][:7]]
        if pieces[3] or pieces[6]:
            return ", ".join(unique((pieces[3], pieces[6])))
    return ""

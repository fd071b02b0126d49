"""What cards say and no contact holds: so that the plan can tell it."""

from __future__ import annotations

from crm.core.contacts.person import linkedin
from crm.exchange.vcard.cards import Card, parts

_WORDS = {
    "PHOTO": "photo",
    "LOGO": "logo",
    "SOUND": "sound",
    "KEY": "key",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-ABDATE": "anniversary",
    "DEATHDATE": "day of death",
    "GENDER": "gender",
    "PRONOUNS": "pronouns",
    "LANG": "language",
    "TZ": "time zone",
    "GEO": "position on the map",
    "RELATED": "relatives",
    "X-ABRELATEDNAMES": "relatives",
    "X-SPOUSE": "relatives",
    "AGENT": "assistant",
    "X-ASSISTANT": "assistant",
    "X-MANAGER": "manager",
    "HOBBY": "hobby",
    "INTEREST": "interest",
    "EXPERTISE": "expertise",
    "FBURL": "calendar",
    "CALURI": "calendar",
    "IMPP": "chat address",
    "X-AIM": "chat address",
    "X-ICQ": "chat address",
    "X-JABBER": "chat address",
    "X-MSN": "chat address",
    "X-SKYPE": "chat address",
    "X-SKYPE-USERNAME": "chat address",
    "X-YAHOO": "chat address",
}
"""What contacts have no field for, in the words of the plan; properties that speak of the card alone are not in it."""


_TAKEN = (3, 6)
"""The parts of an address that a contact's location is made of: the town and the country."""


def dropped(card: Card) -> set[str]:
    """In words, what a card says and no field of a contact holds."""
    found = {_WORDS[one.name] for one in card.properties if one.name in _WORDS and one.value.strip()}
    if any(text.strip() for one in card.all("ORG") for text in parts(one.value)[1:]):
        found.add("department")
    if any(text.strip() for one in card.all("ADR") for at, text in enumerate(parts(one.value)) if at not in _TAKEN):
        found.add("street address")
    if any(not linkedin(text) for text in card.texts("URL", "X-SOCIALPROFILE", "SOCIALPROFILE") if text.strip()):
        found.add("web address")
    if any(not one.speaks for one in card.all("TEL")):
        found.add("fax or pager")
    return found

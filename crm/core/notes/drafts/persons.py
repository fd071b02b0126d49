"""Who writes, who is written to, and who else is named."""

from __future__ import annotations

import re
from datetime import timedelta

from crm.core.times import dates
from crm.core.notes.drafts import clauses, phrases, posts
from crm.core.contacts import names
from crm.core.notes.drafts.order import Facts, Order
from crm.core.model import Contact
from crm.core.settings import Me

_EVENT = re.compile(
    r"(?i)\b(?:meetup|conference|workshop|fair|dinner|summit|panel|seminar|course|congress|reception|weekend|camp"
    r"|open house|hackathon|exhibition|party|wedding|show|festival|class|training|reunion|retreat|forum|symposium"
    r"|breakfast|lunch|mixer|drinks|gathering|opening|anniversary|expo|convention|roundtable|webinar"
    r"|career night|career day|event)\b"
)
_WITH_PREPOSITION = re.compile(r"(?i)(?:at|through|via|in|on|during|by|over|when|while|because|thanks)\b")
_WITH_ARTICLE = re.compile(r"(?i)(?:the|an?|my|our|your)\b")
_A_THING = re.compile(r"(?:an?|the|my|more)\s")
_LONGEST_PLACE = 10
"""Words of a place at most: more are a story."""

_BIRTHDAY_IS_NEAR = 2
"""Days on both sides of a birthday in which a congratulation is meant for it."""


def recipient(contact: Contact) -> Facts:
    """The contact, with their path as it can be tied to a goal."""
    name, company = phrases.clean(contact.name), posts.company(contact.company or "")
    path, view = posts.path_and_view(contact.role or "", company)
    return {
        "name": names.written_out(name),
        "greeting": names.greeting(name),
        "company": company,
        "role": phrases.clean(contact.role or ""),
        "path": path,
        "view": view,
    }


def writer(me: Me) -> Facts:
    """Me, with the lines under the sign-off."""
    name, email, phone, linkedin = map(phrases.clean, (me.name, me.email, me.phone, me.linkedin))
    signature = [name or "[[your name]]", " · ".join(filter(None, (email, phone))), linkedin]
    return {
        "name": name,
        "email": email,
        "phone": phone,
        "linkedin": linkedin,
        "goal": phrases.within(me.goal),
        "aims": _aims(phrases.within(me.goal).removeprefix("to ")),
        "signature": "\n".join(filter(None, signature)),
    }


def _aims(goal: str) -> list[str]:
    """My goal as a clause, in four wordings; none where there is no goal."""
    if clauses.is_instruction(goal):
        return [f"{start} {goal}" for start in ("I want to", "My aim is to", "I am trying to", "I hope to")]
    starts = ("I am working towards", "I am aiming for", "My goal is", "What I am after is")
    if goal and not _A_THING.match(goal):
        starts = ("What I am after is", "My goal is", "What I am working towards is", "What I want is")
    return [f"{start} {goal}" for start in starts] if goal else []


def whom_i_met(order: Order) -> Facts:
    """In a report-back the person whom it is about."""
    if order.talk is None or order.talk.contact.slug == order.to.slug:
        return {"name": "", "greeting": ""}
    name = phrases.clean(order.talk.contact.name)
    return {"name": names.written_out(name), "greeting": names.greeting(name)}


def how_we_met(contact: Contact) -> str:
    """``met`` as a clause: "we met at the energy meetup", or "you may remember me from …" where "at" may be wrong."""
    met = contact.fields.get("met")
    text = phrases.within(met) if isinstance(met, str) else ""
    if not text or phrases.about_them(text):
        return ""
    where = place(text)
    return f"we met {where}" if where else f"you may remember me from {text}"


def place(text: str) -> str:
    """Where people met, as it stands behind "we met": "at the energy meetup"; empty where it is hard to tell."""
    text = phrases.within(text)
    if not text or len(text.split()) > _LONGEST_PLACE or phrases.about_them(text) or re.search(r"[.!?;:]", text):
        return ""
    if _WITH_PREPOSITION.match(text):
        return text
    if not _EVENT.search(text):
        return ""
    return f"at {text}" if _WITH_ARTICLE.match(text) else f"at the {text}"


def introducer(order: Order) -> str:
    """The name of whoever introduced us."""
    other = order.situation.contents.contacts.get(order.to.introduced_by or "")
    return names.written_out(phrases.clean(other.name)) if other and other.slug != order.to.slug else ""


def has_birthday(order: Order) -> bool:
    """Whether a congratulation is meant for their birthday."""
    birthday, today = order.to.birthday, order.situation.today
    if order.kind != "congratulation" or birthday is None:
        return False
    near = (today + timedelta(days=days) for days in range(-_BIRTHDAY_IS_NEAR, _BIRTHDAY_IS_NEAR + 1))
    return any(dates.birthday_in(birthday, day.year) == day for day in near)

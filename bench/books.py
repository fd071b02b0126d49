"""Books of any size to measure with: the same ones in every run."""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

NOW = date(2026, 6, 9)
"""The day of a book, unless another one is given."""

FIRST = (
    "Aiko Alex Amina Andrea Anouk Arjun Ayla Bo Bruno Carla Chris Dana Daria Eli Emre Fatma Filip Gita Hana Hugo Ines"
    " Ivo Jamie Jonas Jordan Kaia Kim Lena Leo Lior Mara Marek Mika Nadia Noa Olu Pia Quinn Ravi Robin Rosa Sam Sanna"
    " Selim Tara Toni Uma Vera Wren Yael Yusuf Zoe"
).split()
LAST = (
    "an bar bel bren cal dor el far gal hol is jor kal lin mar nor ol per ros sel tar ul ver wes".split(),
    "a be da e go i ka le mo na o ri sa ta u vi".split(),
    "berg by dal din feld gard holm kov lund mann mer nen rath ros sen ski son stad sted ton va vik zer".split(),
)
"""The parts of surnames, one of each: all made up, as who they belong to is."""

TOPICS = ["grid storage", "hiring juniors", "data platforms", "tariffs", "remote teams", "career change", "open data"]
KINDS = [
    *("interview (video)", "coffee", "call", "event", "reply (email)", "update (email)", "email", "message", "note"),
    "article (email)",
]
SUMMARY = [
    "From support into data platforms",
    "What to learn first",
    "How their team hires",
    "Glad it helped",
    "The new role",
]
DETAILS = [
    "takeaway: Weekly cross-team reviews saved the migration",
    "advice: Take the analytics certification before applying",
    "offer: Will introduce me to the hiring lead",
    "[x] Send the survey deck (by 2026-05-12)",
]

CIRCLE = 1000
"""With how many people one person can be in touch: the others of a large book are of years ago."""

DEBTS = 0.02
"""The share of the circle to whom something is still promised, or whose introducer waits to hear of it."""

ARTICLES = 50


class Person(NamedTuple):
    """Who a contact is about. Two of one name have another slug, as ``crm add`` gives it."""

    first: str
    last: str
    slug: str


def people(size: int) -> list[Person]:
    """So many people; those of a small book are the first ones of a large one."""
    dice, found, known = random.Random(0), list[Person](), Counter[str]()
    for _ in range(size):
        first, last = dice.choice(FIRST), "".join(dice.choice(parts) for parts in LAST).capitalize()
        slug = f"{first}-{last}".lower()
        known[slug] += 1
        found.append(Person(first, last, f"{slug}-{known[slug]}" if known[slug] > 1 else slug))
    return found


def contact(number: int, everybody: list[Person], dice: random.Random, today: date) -> str:
    """A contact file with a front matter of usual length and a log of six entries on average: few have many."""
    size, person, near = len(everybody), everybody[number], number < CIRCLE
    lines = [
        "---",
        f"name: {person.first} {person.last}",
        f"email: {person.slug.replace('-', '.')}@example.org",
        f"company: Example {dice.choice(['Grid', 'Works', 'Data'])} {dice.randrange(size // 10 + 1)}",
        f"timezone: {dice.choice(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])}",
        f"tags: [{dice.choice(['energy', 'alumni', 'press'])}]",
        f"topics: [{', '.join(dice.sample(TOPICS, 2))}]  # as we met",
    ]
    if near and dice.random() < DEBTS:
        lines.append(f"introduced_by: {dice.choice(everybody).slug}")
    if near or dice.random() < 0.3:
        lines.append(f"tier: {dice.choice('ABCD' if near else 'CD')}")
    lines += ["---", "", "Met at an event; a friend of friends.", "", "## Log", ""]
    return "\n".join([*lines, *log(near, dice, today)]) + "\n"


def log(near: bool, dice: random.Random, today: date) -> list[str]:
    """The lines of a log: with the people of the circle to this day, with others up to two years ago."""
    lines: list[str] = []
    days = (1, 900) if near else (730, 5000)
    for ago in sorted((dice.randint(*days) for _ in range(min(1 + int(dice.expovariate(1 / 5)), 40))), reverse=True):
        day, kind = today - timedelta(days=ago), dice.choice(KINDS)
        topic = dice.choice(TOPICS).replace(" ", "-")
        clock = f"{dice.randint(8, 16):02}:{dice.choice(['00', '15', '30'])}"
        lines.append(f"- {day} {clock} {kind}: {dice.choice(SUMMARY)} #{topic}")
        lines += [f"  - {detail}" for detail in dice.sample(DETAILS, dice.randint(1, 3))]
        if kind in {"interview (video)", "coffee"}:
            lines += [f"- {day} 18:00 thank-you (email): sent", f"- {day} 18:05 linkedin: invited"]
    if near and dice.random() < DEBTS:
        lines.append(f"  - [ ] Write up the comparison (by {today + timedelta(days=3)})")
    return lines


def article(number: int, dice: random.Random) -> str:
    """An article of the reading list."""
    topics = ", ".join(dice.sample(TOPICS, 2))
    keys = f"title: Lesson {number}\nurl: https://example.org/{number}\ntopics: [{topics}]\nread: 2026-05-01\n"
    return f"---\n{keys}---\n\nWhy it is worth sending: the cost table.\n"


def book(folder: Path, size: int, today: date = NOW) -> Path:
    """A book of so many contacts, with logs up to a day."""
    dice = random.Random(size)
    for name in ("contacts", "articles", "notes"):
        (folder / name).mkdir(parents=True)
    (folder / "crm.toml").write_text('[me]\nname = "Robin Example"\ntimezone = "Europe/Berlin"\n', encoding="utf-8")
    everybody = people(size)
    for number, person in enumerate(everybody):
        text = contact(number, everybody, dice, today)
        (folder / f"contacts/{person.slug}.md").write_text(text, encoding="utf-8")
    for number in range(ARTICLES):
        (folder / f"articles/lesson-{number}.md").write_text(article(number, dice), encoding="utf-8")
    return folder


if __name__ == "__main__":
    book(Path(sys.argv[1]), int(sys.argv[2]), date.fromisoformat(sys.argv[3]))

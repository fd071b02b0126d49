"""Books of any size to measure with: the same ones in every run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

NOW = date(2026, 6, 9)
"""The day of a book, unless another one is given."""

FIRST = ["Alex", "Andrea", "Chris", "Dana", "Eli", "Jamie", "Jordan", "Kim", "Noa", "Quinn", "Robin", "Sam", "Toni"]
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


def contact(number: int, size: int, dice: random.Random, today: date) -> str:
    """A contact file with a front matter of usual length and a log of six entries on average: few have many."""
    first, near = dice.choice(FIRST), number < CIRCLE
    lines = [
        "---",
        f"name: {first} Example {number}",
        f"email: {first.lower()}{number}@example.org",
        f"company: Example {dice.choice(['Grid', 'Works', 'Data'])} {dice.randrange(size // 10 + 1)}",
        f"timezone: {dice.choice(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])}",
        f"tags: [{dice.choice(['energy', 'alumni', 'press'])}]",
        f"topics: [{', '.join(dice.sample(TOPICS, 2))}]  # as we met",
    ]
    if near and dice.random() < DEBTS:
        lines.append(f"introduced_by: example-{dice.randrange(size)}")
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
    for number in range(size):
        (folder / f"contacts/example-{number}.md").write_text(contact(number, size, dice, today), encoding="utf-8")
    for number in range(ARTICLES):
        (folder / f"articles/lesson-{number}.md").write_text(article(number, dice), encoding="utf-8")
    return folder

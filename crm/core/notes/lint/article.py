"""An article that is sent: its address, whether I read it, and who has it already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.core.times import dates
from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.model import Article, Contact, Interaction
from crm.core.articles.reading_list import is_read, linked
from crm.core.documents.slugs import stem
from crm.core.text.texts import quoted
from crm.core.logs.topics import same

_ADDRESS = re.compile(r"https?://\S|www\.\S")


def shared(case: Case) -> Iterator[Finding]:
    """L26: no address, an article that I have not read, that they have, or that a colleague of theirs got lately."""
    article = case.situation.contents.articles.get(case.note.article or "")
    text = "\n".join(line for _, line in case.letter.lines)
    if case.desk.me.linkedin:
        text = text.replace(case.desk.me.linkedin, "")  # an address of mine, not of the article
    if not case.is_unfinished and not _ADDRESS.search(text) and not (article and article.url and article.url in text):
        hint = f"add {article.url}" if article and article.url else "add the link"
        yield Finding(case.letter.first_line, "error", "the note holds no address of the article", hint)
    if article is None:
        return
    line = case.line("article")
    if not is_read(article, case.situation):
        message = f"{quoted(article.title)} is not marked as read"
        yield Finding(line, "warning", message, f"read it, and write read: in {article.path}")
    if case.contact is not None:
        yield from _had(article, case.contact, line, case)


def _had(article: Article, contact: Contact, line: int, case: Case) -> Iterator[Finding]:
    """Who was sent the article before: they, or somebody in their company."""
    hint = f"choose another: crm article for {contact.slug}"
    sent = _sending_of(article, contact, case)
    if sent is not None:
        message = f"{contact.name} was sent {quoted(article.title)} on {sent.stamp.day}"
        yield Finding(line, "error", message, hint)
        return
    since = dates.later(case.situation.now, case.situation.contents.zone, -case.settings.article_company_days)
    for other in case.situation.contents.contacts.values():
        if other.slug == contact.slug or not contact.company or same(other.company or "") != same(contact.company):
            continue
        sent = _sending_of(article, other, case)
        if sent is not None and sent.stamp.start > since:
            message = f"{other.name}, also at {contact.company}, was sent {quoted(article.title)} on {sent.stamp.day}"
            yield Finding(line, "warning", message, hint)
            return


def _sending_of(article: Article, contact: Contact, case: Case) -> Interaction | None:
    """The last entry that sent an article to a contact, but the one that this note itself left there."""
    own = stem(case.note.path)
    for entry in reversed(case.situation.history(contact).of({"article"})):
        links = set(linked(entry))
        if article.slug in links and own not in links:
            return entry
    return None

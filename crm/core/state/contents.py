"""The contents of a book as values: what every decision is a function of, together with now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, tzinfo

from crm.core.model import Article, Contact, Note, Problem
from crm.core.settings import Settings
from crm.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a book's files say.

    ``contacts`` and ``articles`` go by slug, ``zone`` is the book's. ``problems`` are those of the book's files and
    settings that could not be read at all; a contact's own problems stand with it.
    """

    contacts: Mapping[str, Contact] = field(default_factory=dict)
    settings: Settings = Settings()
    zone: tzinfo = UTC
    articles: Mapping[str, Article] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

"""The folders of a book."""

from __future__ import annotations

CONTACTS, NOTES, ARTICLES, INBOX = "contacts", "notes", "articles", "inbox"

"""A plain-text personal CRM: contacts as Markdown files, follow-ups from their logs."""

from __future__ import annotations

__version__ = "0.1.0"

"""The log of a contact: its grammar, and new entries."""

from __future__ import annotations

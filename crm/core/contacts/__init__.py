"""Contacts: their files, their fields, and who is who."""

from __future__ import annotations

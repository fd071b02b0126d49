"""A book as it was, a contact's life, and operations taken back."""

from __future__ import annotations

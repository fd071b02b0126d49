"""The reading list."""

from __future__ import annotations

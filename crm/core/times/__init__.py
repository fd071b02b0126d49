"""Dates, instants and zones, and the texts that name them."""

from __future__ import annotations

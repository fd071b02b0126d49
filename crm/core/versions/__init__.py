"""Versions of a file: what changed, what was taken back, and what a merge left behind."""

from __future__ import annotations

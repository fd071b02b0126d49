"""A book and its remote in step, and what others' merges left behind."""

from __future__ import annotations

"""Who is owed what, when and why; docs/follow-ups.md."""

from __future__ import annotations

"""Notes: what they are about, their drafts, and what a good friend would say of them; docs/notes.md."""

from __future__ import annotations

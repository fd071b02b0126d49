"""Words, phrases and names as texts: how they compare, are found, and are shown."""

from __future__ import annotations

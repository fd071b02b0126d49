"""The pure core: text in, values through, text out. Nothing here asks the clock, the disk or the environment."""

from __future__ import annotations

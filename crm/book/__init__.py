"""The use cases: read what a verb needs, let the core decide, write, record. No printing here, no command line."""

from __future__ import annotations

"""How values look: on a terminal, in a pipe, as JSON. Reads values only."""

from __future__ import annotations

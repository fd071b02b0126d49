"""What other programs and captures say, as proposals for the book."""

from __future__ import annotations

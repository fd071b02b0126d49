"""What goes out to other programs."""

from __future__ import annotations

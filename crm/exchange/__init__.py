"""Foreign formats, one module each: text (or bytes) in, values out, and back. Knows neither the book nor the disk."""

from __future__ import annotations

"""What a book's index keeps, and what is answered from it; docs/performance.md."""

from __future__ import annotations

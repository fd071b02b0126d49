"""One file a verb: its parameters and help, its call on the book, its output."""

from __future__ import annotations

"""The book at a moment: what every decision is a function of."""

from __future__ import annotations

"""What comes in from other programs, each time with a plan or a proposal first."""

from __future__ import annotations

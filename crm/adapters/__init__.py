"""The doors to the world: files, git, editors, mail, natural-language dates. None knows another."""

from __future__ import annotations

"""Git, by its command line: the only door to it, so that hooks, signing and the user's configuration are respected."""

from __future__ import annotations

from crm.adapters.git.repository import GitError, Repository, create

__all__ = ["GitError", "Repository", "create"]

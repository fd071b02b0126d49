"""Files as text: front matter, Markdown, names; and edits that leave every other byte as it is."""

from __future__ import annotations

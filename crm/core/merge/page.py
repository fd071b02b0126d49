"""Merge of a Markdown text: what one side left as it was comes from the other, the rest is taken apart.

Of many files that both sides changed most are like that, and so what takes texts apart is loaded where it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from crm.core.documents import filetext
from crm.core.merge.sequence import pick
from crm.core.merge.values import Findings


def merge_page(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    """The merged lines of a text with front matter, log and prose."""
    (before, below), (older, old_body), (newer, new_body) = halves(base), halves(old), halves(new)
    matter = pick(before, older, newer) if before in (older, newer) else _front(base, old, new, findings)
    body = merge_body(below, old_body, new_body, findings)
    if not matter and body and body[0].rstrip() == "---":
        body = ["", *body]  # a rule across the page, which on the first line would open a front matter
    return [*matter, *body]


def merge_body(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    """The merged lines of a text without front matter."""
    if old == new or base == old:
        return list(new)
    if base == new:
        return list(old)
    from crm.core.merge.body import merge_blocks

    return merge_blocks(base, old, new, findings)


def halves(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of a text's front matter, none where it has none, and those of its body; without reading either."""
    text = "".join(f"{line}\n" for line in lines)
    front = text.count("\n", 0, filetext.body_start(text) or 0)
    return list(lines[:front]), list(lines[front:])


def _front(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str]:
    from crm.core.merge import keys
    from crm.core.merge.matter import merge_matter

    matters = [keys.read(side)[0] for side in (base, old, new)]
    return keys.write(merge_matter(matters[0], matters[1], matters[2], findings))

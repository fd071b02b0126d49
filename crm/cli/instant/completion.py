"""Completion in the shell, for bash, zsh and fish."""

from __future__ import annotations

from crm.adapters import environment
from crm.book import glance
from crm.book.folders import ARTICLES, NOTES
from crm.cli.instant import grammar, shells

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from crm.cli.instant.grammar import Completer

COMPLETERS: dict[str, Completer] = {
    "contacts": glance.slugs,
    "contacts_or_kinds": glance.slugs_or_kinds,
    "notes": lambda begun, book: glance.files(NOTES, begun, book),
    "articles": lambda begun, book: glance.files(ARTICLES, begun, book),
}


def completed(request: str) -> tuple[str, int] | None:
    """What is printed for a request such as ``complete_bash``, and the exit status; None where typer is to answer."""
    shell = request.removeprefix("complete_")
    show = {"bash": shells.bash, "zsh": shells.zsh, "fish": shells.fish}.get(shell)
    line = shells.half_written(shell) if show else None
    found = grammar.answer(*line, COMPLETERS) if line else None
    if show is None or found is None:
        return None
    if shell == "fish":
        wanted = environment.variable("_TYPER_COMPLETE_FISH_ACTION")
        if wanted == "is-args":
            return "", 0 if found else 1
        if wanted != "get-args":
            return None
    return show(found) + "\n", 0

"""The half-written command line as a shell hands it over, and what it is told: what typer's own completion does.

Which variables there are and how the answer looks is laid down by the scripts that ``--install-completion`` installs.
"""

from __future__ import annotations

from crm.adapters import environment

TYPE_CHECKING = False  # typing is not loaded for it
if TYPE_CHECKING:
    from crm.cli.instant.grammar import Items

_QUOTING = frozenset("'\"\\=")
"""What takes more than to split a line at its spaces: left to typer."""


def half_written(shell: str) -> tuple[list[str], str] | None:
    """The complete words of the line, without the program's name, and the one begun; None if it is not plain."""
    text = environment.variable("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS") or ""
    if any(char in _QUOTING or (char.isspace() and char not in " \t\r\n") for char in text):
        return None
    words = text.split()
    if shell == "bash":
        cursor = environment.variable("COMP_CWORD") or ""
        if not cursor.isdigit() or int(cursor) < 1:
            return None
        place = int(cursor)
        return words[1:place], words[place] if place < len(words) else ""
    if len(words) > 1 and not text.endswith(" "):
        return words[1:-1], words[-1]
    return words[1:], ""


def bash(items: Items) -> str:
    """A word a line."""
    return "\n".join(word for word, _ in items)


def zsh(items: Items) -> str:
    """A command that zsh evaluates: the words, each with its help; the names of files where there is none."""
    if not items:
        return "_files"
    shown = (f'"{_escaped(word)}":"{_escaped(says)}"' if says else f'"{_escaped(word)}"' for word, says in items)
    return "_arguments '*: :((" + "\n".join(shown) + "))'"


def fish(items: Items) -> str:
    """A word a line, with its help behind a tab."""
    return "\n".join(f"{word}\t{says}" if says else word for word, says in items)


def _escaped(text: str) -> str:
    text = text.replace('"', '""').replace("'", "''").replace("$", "\\$").replace("`", "\\`")
    return text.replace(":", r"\\:")

"""Draws due.svg beside it: the first screen of `make due` on a terminal. Run by `make docs`; a test compares."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PICTURE = Path(__file__).with_name("due.svg")
COLUMNS = 80
ROWS = 34

# rich's own frame asks a server for its font; a picture in a README must not.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
    <title>The beginning of the list that crm due prints for the sample book</title>
    <style>
    .{unique_id}-matrix {{
        font-family: monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
    }}
    .{unique_id}-title {{
        font-size: 18px;
        font-family: system-ui, sans-serif;
    }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""


def screen() -> str:
    """What the terminal shows: the command and the first of its lines, with their colours."""
    command = [sys.executable, "-m", "crm", "--book", str(CHECKOUT), "--now", now(), "due"]
    environment = {"COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    shown = ["$ crm due", *done.stdout.splitlines()][:ROWS]
    while not shown[-1].strip() or not _ends_a_follow_up(shown[-1]):
        shown.pop()
    return "\n".join(shown)


def now() -> str:
    """The moment as of which `make due` answers."""
    found = re.search(r"^NOW\s*\?=\s*(.+)$", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError("the Makefile has no NOW")
    return found[1]


def _ends_a_follow_up(line: str) -> bool:
    return line.lstrip().startswith("crm ")


def svg(text: str) -> str:
    """The picture of a text with ANSI colours."""
    import io

    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(text), soft_wrap=True)
    return console.export_svg(title="crm", theme=MONOKAI, code_format=FRAME, unique_id="due")


if __name__ == "__main__":
    PICTURE.write_text(svg(screen()), encoding="utf-8")

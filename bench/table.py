"""The table of what was measured, in Markdown, and the page that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.measuring import Found
from bench.targets import MEMORY, TARGETS

BEGIN, END = "<!-- figures: make bench INTO=docs/performance.md -->", "<!-- end of figures -->"

BARE = ("python -c pass", "import typer", "floor", "parsing", "grep -r", "git commit --only")
"""What the others are compared with."""


def table(found: Mapping[int, Mapping[str, Found]]) -> list[str]:
    """The table, in Markdown: milliseconds; the ratio to the floor, or to what the target is a multiple of, and whether
    it is reached.
    """
    medians = {size: {name: one.seconds for name, one in runs.items()} for size, runs in found.items()}
    smallest = medians[min(medians)]
    lines = [f"| | target | {' | '.join(f'{size:,} contacts' for size in found)} |", f"|---|---|{'---:|' * len(found)}"]
    for name in smallest:
        target = TARGETS.get(name)
        aim = f"≤ {target.at_most:.1f} × ({target.words})" if target else ""
        cells = [
            _cell(name, here, smallest) + runs[name].said
            for here, runs in zip(medians.values(), found.values(), strict=True)
        ]
        lines.append(f"| {name} | {aim} | {' | '.join(cells)} |")
    for name in ("python -c pass", "due, first time", "due", "list", "find", "check"):
        most = MEMORY.get(name)
        amounts = [runs[name].memory for runs in found.values()]
        cells = [f"{one:.0f} MB" + (_verdict(one <= most) if most else "") for one in amounts]
        lines.append(f"| memory: {name} | {f'≤ {most:.0f} MB' if most else ''} | {' | '.join(cells)} |")
    return lines


def _cell(name: str, here: Mapping[str, float], smallest: Mapping[str, float]) -> str:
    shown = f"{here[name] * 1000:,.0f} ms"
    target = TARGETS.get(name)
    if target:
        ratio = here[name] / target.least(here, smallest)
        return f"{shown}, {ratio:.2f} ×{_verdict(ratio <= target.at_most)}"
    return shown if name in BARE else f"{shown}, {here[name] / here['floor']:.1f} × floor"


def _verdict(good: bool) -> str:
    return " (reached)" if good else " (missed)"


def write(text: str, page: Path) -> None:
    """Has a page say a text where its figures are."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{page} has no place for figures: no line {BEGIN}, or none {END} behind it")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")

"""What is longer than the terminal goes through the user's pager; in a pipe nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from crm.adapters import environment
from crm.cli.output.out import Out


def show(lines: Iterable[str], out: Out, *, pager: bool = True, before: Callable[[], object] = lambda: None) -> bool:
    """Prints lines as they come, those beyond the screen through a pager, and ``before`` that does something.

    Says whether there was any line.
    """
    rows = (out.terminal.height if pager else None) or 1
    coming = iter(lines)
    head: list[str] = []
    try:
        for line in coming:
            head.append(line)
            if len(head) >= rows:
                break
    except KeyboardInterrupt:
        out.lines(head)
        raise
    if rows > 1 and len(head) == rows:
        before()
        _through_a_pager(chain(head, coming), out)
    else:
        out.lines(chain(head, coming))
    return bool(head)


def _through_a_pager(lines: Iterator[str], out: Out) -> None:
    from crm.adapters import pager  # only for what is long

    command = environment.variable("PAGER") or pager.DEFAULT
    opened = pager.Pager.open(command, environment.with_defaults(pager.OPTIONS))
    if opened is None:
        out.lines(lines)
        return
    try:
        for line in lines:
            if not opened.write(line.rstrip() + "\n"):
                break
    except KeyboardInterrupt:
        pass  # who looks wants no more of it, and may still look at what there is
    finally:
        opened.close()

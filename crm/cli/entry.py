"""The console command: what is asked at a key is answered at once, all else by ``crm.cli.app``."""

from __future__ import annotations

import os
import sys

from crm.adapters import environment

_OBJECTS = 50_000
"""New objects before Python looks for unreachable ones: while modules load and files are read, there are none."""


def main() -> None:
    """Run ``crm``."""
    request = environment.variable("_CRM_COMPLETE")
    if request:
        from crm.cli.instant import completion

        _end(completion.completed(request))
    elif "query" in sys.argv:
        from crm.cli.instant import query

        _end(query.answered(sys.argv[1:]))
    import atexit
    import gc

    gc.set_threshold(_OBJECTS, 10, 10)
    atexit.register(gc.freeze)  # at the end too: what is left then goes with the process
    from crm.cli import app

    app.main()


def _end(answer: tuple[str, int] | None) -> None:
    """Prints an answer and ends; does nothing where there is none.

    Without the clean-up of Python: there is nothing to clean, and it takes as long as the answer.
    """
    if answer is None:
        return
    text, status = answer
    environment.open_streams()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
        status = 1 if environment.is_output_lost() else status
    except OSError:
        status = 1  # nobody listens any more
    os._exit(status)

"""An update tells advice and result together only where they belong together."""

from __future__ import annotations

import pytest

from tests.drafts.sample import draft, situation

LOG = """---
name: Sam Example
---
## Log

- 2025-09-01 10:00-10:30 coffee: first
  - advice: Sit in on a trial
- 2025-10-01 10:00-10:30 call: second
{advice}
- 2025-10-02 thank-you (email): sent
- 2026-05-01 note
{results}
"""


def update(advice: list[str], results: list[str]) -> str:
    log = LOG.format(
        advice="\n".join(f"  - advice: {text}" for text in advice),
        results="\n".join(f"  - result: {text}" for text in results),
    )
    return draft("update", "sam-example", situation(log), talk="2025-10-01").text


APPLY, ROTA = "Apply to the utility", "Ask for the night rota"


@pytest.mark.parametrize(
    ("advice", "results", "told", "came"),
    [
        ([APPLY], ["The utility hired me"], "advised me to apply to the utility.", ": the utility hired me."),
        ([APPLY, ROTA], ["The utility hired me"], "me to apply to the utility.", ": the utility hired me."),
        ([APPLY, ROTA], ["Got on the night rota"], "me to ask for the night rota.", ": I got on the night rota."),
        (
            [APPLY, ROTA],
            ["The utility hired me", "Got on the night rota"],
            "me to apply to the utility and to ask for the night rota.",
            ": the utility hired me. Also: I got on the night rota.",
        ),
        (
            [APPLY, ROTA],
            ["Moved house"],
            "me to apply to the utility and to ask for the night rota.",
            ": I moved house.",
        ),
        (["Read, then ask", ROTA], [], "me to read, then ask, and to ask for the night rota.", "[[what came of it?]]"),
        (
            ["SQL first", ROTA],
            [],
            "this was your advice: SQL first, and ask for the night rota.",
            "[[what came of it?]]",
        ),
        (
            [APPLY],
            ["Sat in on a trial", "The utility hired me"],
            "me to apply to the utility.",
            ": the utility hired me.",
        ),
        ([APPLY], ["Sat in on a trial"], "me to apply to the utility.", ": I sat in on a trial."),
    ],
)
def test_what_came_of_which_advice(advice: list[str], results: list[str], told: str, came: str) -> None:
    first, then = update(advice, results).split("\n\n")[1:3]
    assert first.endswith(told), first
    assert then.endswith(came), then

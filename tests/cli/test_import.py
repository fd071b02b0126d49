"""``crm import`` through the real command: the plan, its totals, what is written, and that it is taken back whole."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Crm

FILES = Path(__file__).parents[1] / "exchange"


def test_linkedin_the_plan_then_the_files(crm: Crm) -> None:
    file = str(FILES / "linkedin/odd.csv")
    planned = crm("import", "linkedin", file, "--dry-run", "--json").json
    counts = {key: len(planned[key]) for key in ("add", "fill", "unchanged", "held", "unread")}
    assert counts == {"add": 3, "fill": 0, "unchanged": 0, "held": 0, "unread": 1}
    assert planned["rows"] == sum(counts.values())
    assert not (crm.root / "contacts").exists()
    crm("import", "linkedin", file, "--yes")
    assert crm.read("contacts/jordan-example.md") == (
        "---\n"
        "name: Jordan Example\n"
        "linkedin: https://www.linkedin.com/in/jordan-example\n"
        "company: Example Grid\n"
        "role: Head of Data\n"
        "added: 2026-06-09\n"
        "---\n"
        "\n"
        "## Log\n"
        "\n"
        "- 2026-06-09 linkedin: connected\n"
    )


def test_without_a_terminal_and_a_yes_nothing_is_written(crm: Crm) -> None:
    done = crm("import", "linkedin", str(FILES / "linkedin/odd.csv"), status=1)
    assert "nothing was changed" in done.err
    assert not (crm.root / "contacts").exists()


def test_twice_changes_nothing(crm: Crm) -> None:
    file = str(FILES / "linkedin/odd.csv")
    crm("import", "linkedin", file, "--yes")
    before = {path: path.read_bytes() for path in crm.root.rglob("*.md")}
    assert "Nothing to do" in crm("import", "linkedin", file, "--yes").out
    assert {path: path.read_bytes() for path in crm.root.rglob("*.md")} == before

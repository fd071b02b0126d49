"""A command run many times a day loads only what it needs. Counted in modules: seconds depend on the machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

SLOW = {
    "asyncio",
    "click",
    "concurrent.futures",
    "ctypes",
    "dateparser",
    "email",
    "frontmatter",
    "http",
    "imaplib",
    "jinja2",
    "keyring",
    "multiprocessing",
    "pydantic",
    "pytz",
    "regex",
    "rich",
    "smtplib",
    "socket",
    "ssl",
    "tomlkit",
    "tzlocal",
    "urllib.request",
}

NEEDED = {"log": {"ctypes"}}
"""What a command cannot do without: the system call that swaps a new file with the old one."""

COMMANDS = [
    ["--help"],
    ["--version"],
    ["due"],
    ["due", "--json"],
    ["due", "--help"],
    ["list"],
    ["find", "reviews"],
    ["show", "jordan"],
    ["why", "jordan"],
    ["triage", "--dry-run"],
    ["log", "jordan", "note", "a word", "--on", "2026-06-09 09:30"],
]

AT_ONCE = set(
    "crm crm.cli crm.cli.entry crm.adapters crm.adapters.environment crm.cli.instant crm.cli.instant.completion"
    " crm.cli.instant.grammar crm.cli.instant.shells crm.book crm.book.glance crm.book.whereabouts crm.book.errors"
    " crm.book.folders crm.adapters.root crm.adapters.index crm.adapters.index.glance crm.adapters.index.slugs"
    " crm.adapters.index.place crm.core crm.core.filenames __future__".split()
)
"""All that completion loads, beside what Python loads for any program."""

PROGRAM = """
import json, sys
from crm.cli.app import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample book, without a repository."""
    for name in ("contacts", "articles"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    shutil.copy(CHECKOUT / "crm.toml", tmp_path)
    return tmp_path


def loaded_by(sample: Path, command: list[str]) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--book", str(sample), "--now", "2026-06-09 10:30", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    loaded: list[str] = json.loads(ran.stderr.splitlines()[-1])
    return loaded


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_slow_library_is_loaded(sample: Path, command: list[str]) -> None:
    loaded = loaded_by(sample, command)
    assert "crm.cli.app" in loaded
    assert SLOW.intersection(loaded) == NEEDED.get(command[0], set())


@pytest.mark.parametrize("command", [["due"], ["list"], ["why", "jordan"]], ids=" ".join)
def test_what_was_read_before_is_not_parsed_again(sample: Path, command: list[str]) -> None:
    for file in sample.glob("*/*.md"):
        os.utime(file, (1, 1))
    time.sleep(0.2)  # a file that has just changed may change again, unseen, in the same tick of the clock
    parsers = {"yaml", "crm.core.documents.document"}
    assert parsers <= set(loaded_by(sample, command))
    assert not parsers.intersection(loaded_by(sample, command))


INSTANT = """
import os, sys
before = set(sys.modules)
os._exit = lambda status: sys.stderr.write(" ".join(sorted(set(sys.modules) - before))) and sys.exit(status)
from crm.cli.entry import main
main()
"""


@pytest.mark.parametrize("words", ["show jor", "due --action th", "s"])
def test_completion_loads_next_to_nothing(sample: Path, words: str) -> None:
    line = f"crm --book {sample} {words}".split()
    asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(line), "COMP_CWORD": str(len(line) - 1)}
    subprocess.run([sys.executable, "-m", "crm", "--book", str(sample), "due"], capture_output=True, check=True)
    ran = subprocess.run([sys.executable, "-c", INSTANT], env=os.environ | asked, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[:1] in (["jordan-example"], ["thank-you"], ["show"])
    assert set(ran.stderr.split()) <= AT_ONCE

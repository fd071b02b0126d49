"""`make lint` holds the contracts of pyproject.toml; here each is broken once, to see that it would be noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

BREACHES = [
    ("layers", "crm/core/model.py", "import crm.adapters"),
    ("layers", "crm/adapters/clock.py", "import crm.book"),
    ("layers", "crm/book/errors.py", "import crm.cli.app"),
    ("cycles", "crm/core/model.py", "def lazily() -> None:\n    from crm.core.logs import log"),
    ("cli", "crm/cli/session.py", "import crm.cli.verbs.due"),
    ("verbs", "crm/cli/verbs/due.py", "def lazily() -> None:\n    from crm.cli.verbs import log"),
    ("output", "crm/cli/output/text.py", "import crm.book.opening"),
    ("rules", "crm/core/follow_ups/rules/card.py", "from crm.core.follow_ups.rules import birthday"),
    ("adapters", "crm/adapters/clock.py", "from crm.adapters import environment"),
    ("adapters-core", "crm/adapters/clock.py", "from crm.core.follow_ups import rules"),
    ("core", "crm/core/model.py", "def lazily() -> None:\n    import os"),
    ("core", "crm/core/model.py", "import dateparser"),
    ("core", "crm/core/model.py", "from pathlib import Path"),
    ("world", "crm/cli/verbs/due.py", "from crm.adapters import store"),
    ("typer", "crm/book/errors.py", "import typer"),
    ("layers", "crm/exchange/vcard.py", "from crm import adapters"),
    ("layers", "crm/core/contacts/person.py", "from crm.exchange import vcard"),
    ("exchange", "crm/exchange/vcard.py", "from crm.exchange import linkedin"),
    ("exchange-world", "crm/exchange/vcard.py", "from pathlib import Path"),
    ("cli", "crm/cli/imports/people.py", "import crm.cli.app"),
    ("words", "crm/core/follow_ups/rules/card.py", "from crm.core.follow_ups import wording"),
    ("yaml", "crm/core/documents/document.py", "import yaml"),
    ("processes", "crm/cli/verbs/due.py", "import subprocess"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "crm", tmp_path / "crm", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def report(copy: Path, contract: str) -> str:
    """What import-linter says of one contract."""
    check = "import sys; from importlinter.cli import lint_imports_command as check; sys.path.insert(0, '.'); check()"
    ran = subprocess.run(
        [sys.executable, "-c", check, "--no-logo", "--no-cache", "--contract", contract],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_breach_is_noticed(copy: Path, contract: str, file: str, line: str) -> None:
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    said = report(copy, contract)
    assert "Contracts: 0 kept, 1 broken." in said
    assert f".{Path(file).stem} -> " in said

"""The real command, in this process: what it printed, what it said, how it ended."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm.cli.app import main

NOW = "2026-06-09T10:30:00+02:00"


@dataclass(frozen=True)
class Result:
    """What a call of ``crm`` printed (data), said (words), and its exit status."""

    out: str
    err: str
    status: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Crm:
    """A book in a folder, and the command on it."""

    root: Path
    call: Callable[..., Result]

    def __call__(self, *words: str, now: str = NOW, status: int = 0) -> Result:
        done = self.call("--book", str(self.root), "--now", now, *words)
        assert done.status == status, done
        return done

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def contact(self, slug: str, log: str = "", fields: str = "") -> Path:
        name = slug.replace("-", " ").title()
        return self.write(f"contacts/{slug}.md", f"---\nname: {name}\n{fields}---\n\n## Log\n\n{log}")

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``crm`` with some words."""

    def run(*words: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["crm", *words])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Result(said.out, said.err, status)

    return run


@pytest.fixture
def crm(tmp_path: Path, call: Callable[..., Result]) -> Crm:
    """An empty book in Berlin, without git."""
    book = Crm(tmp_path / "book", call)
    book.write("crm.toml", '[me]\nname = "Robin Sample"\ntimezone = "Europe/Berlin"\n')
    return book

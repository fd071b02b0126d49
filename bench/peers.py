"""Other programs on the same people, where they can be had: khard, taskwarrior, grep and git.

khard is installed from the package index into an environment of its own (``.bench``), which stays for the next time.
taskwarrior is a program of the system: in Debian, ``apt-get install taskwarrior``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.measuring import Row

KHARD = "khard==0.22.*"
PLACE = Path(__file__).resolve().parent.parent / ".bench"

CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:{slug}\nFN:{name}\nN:{last};{first};;;\nEMAIL:{email}\nORG:{company}\nEND:VCARD\n"

KHARD_CONFIG = """\
[addressbooks]
[[people]]
path = {folder}/cards
[general]
debug = no
default_action = list
"""


class Peers:
    """The other programs that are there; ``missing`` are sentences on those that are not."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.khard = shutil.which("khard") or self._installed()
        self.task = shutil.which("task")
        if not self.task:
            self.missing.append("taskwarrior is not installed (Debian: apt-get install taskwarrior), so not measured.")

    def _installed(self) -> str | None:
        """The program khard, in an environment of its own."""
        khard = PLACE / "bin" / "khard"
        if not khard.exists():
            print("installing khard, to compare with …", file=sys.stderr)
            try:
                venv.create(PLACE, clear=True, with_pip=True)
                pip = [
                    str(PLACE / "bin" / "python"),
                    "-m",
                    "pip",
                    "install",
                    "-qq",
                    "--disable-pip-version-check",
                    KHARD,
                ]
                subprocess.run(pip, check=True, capture_output=True)
            except (OSError, subprocess.CalledProcessError):
                self.missing.append("khard could not be installed from the package index, so it is not measured.")
                return None
        return str(khard)

    def rows(self, book: Path, folder: Path, today: date, word: str) -> Iterator[Row]:
        """Their commands on the people of a book, of whom some have a word; what these need is written to a folder."""
        yield Row("git status", ["git", "-C", str(book), "status", "--porcelain"])
        prepare = [sys.executable, "-m", "bench.peers", str(book), str(folder), today.isoformat(), self.task or ""]
        subprocess.run(prepare, check=True)  # by a child: what it takes is not to be in the memory that is measured
        if self.khard:
            config = str(folder / "khard.conf")
            yield Row("khard list", [self.khard, "--config", config, "list"], slow=True)
            yield Row("khard list WORD", [self.khard, "--config", config, "list", word], slow=True)
        if self.task:
            listed = [self.task, *_settings(folder), "due.before:tomorrow", "list"]
            yield Row("task due.before:tomorrow", listed)


def _person(file: Path) -> dict[str, str]:
    head = file.read_text(encoding="utf-8").split("---")[1]
    fields = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    return {"slug": file.stem, **{key: fields[key] for key in ("name", "email", "company")}}


def _cards(people: list[dict[str, str]], folder: Path) -> None:
    """A folder of cards, and khard's configuration of it."""
    (folder / "cards").mkdir(parents=True)
    for person in people:
        first, last = person["name"].split()
        card = CARD.format(**person, first=first, last=last).replace("\n", "\r\n")
        (folder / "cards" / f"{person['slug']}.vcf").write_text(card, encoding="utf-8", newline="")
    (folder / "khard.conf").write_text(KHARD_CONFIG.format(folder=folder), encoding="utf-8")


def _settings(folder: Path) -> list[str]:
    return ["rc:/dev/null", f"rc.data.location={folder / 'tasks'}", "rc.confirmation=off", "rc.verbose=nothing"]


def _tasks(people: list[dict[str, str]], folder: Path, today: date, task: str) -> None:
    """A list with a task for each of them, one in fifty of which is due."""
    (folder / "tasks").mkdir(parents=True)
    due = [today + timedelta(days=1 + number if number % 50 else 0) for number in range(len(people))]
    each = [
        {"description": f"write to {person['name']}", "due": f"{day:%Y%m%d}T120000Z", "project": person["company"]}
        for person, day in zip(people, due, strict=True)
    ]
    command = [task, *_settings(folder), "import", "-"]
    subprocess.run(command, input=json.dumps(each), text=True, check=True, capture_output=True)


def main() -> None:
    """Write what the other programs need for the people of a book."""
    book, folder, today, task = sys.argv[1:]
    found = [_person(file) for file in sorted(Path(book, "contacts").glob("*.md"))]
    _cards(found, Path(folder))
    if task:
        _tasks(found, Path(folder), date.fromisoformat(today), task)


if __name__ == "__main__":
    main()

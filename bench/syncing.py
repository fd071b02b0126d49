"""What `crm sync` costs where both sides changed 100 files, as a multiple of `git merge` of the same change.

The change is one that git merges without a conflict: there a key of the front matter, here an entry at the end of the
log. The merge of git is given what was fetched, and pushes nothing; like `crm sync` it brings to the disk what it
commits. Run in the checkout, by `make bench`.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.books import NOW, book, people
from bench.measuring import seconds

CONTACTS = 1000
CHANGED = 100
ROUNDS = 7
MOST = 3.0

SETTINGS = {
    "user.name": "Robin Example",
    "user.email": "robin@example.org",
    "gc.auto": "0",
    "core.fsync": "committed",
}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _parted(folder / "template")
        turns = [_turn(folder, number) for number in range(ROUNDS + 1)]
    medians = {name: statistics.median(turn[name] for turn in turns[1:]) for name in turns[0]}
    print(f"{'median of ' + str(ROUNDS):<28} {'ms':>6}")
    for name, median in medians.items():
        print(f"{name:<28} {median * 1000:>6.0f}")
    ratio = medians["crm sync"] / medians["git merge"]
    print(f"crm sync of {CHANGED} files changed on both sides is {ratio:.1f} times git merge ({MOST:.0f} is the aim)")


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True)


def _parted(folder: Path) -> None:
    """A book and its remote, each with a change of the same files that the other does not have."""
    root = book(folder / "book", CONTACTS)
    _git(root, "init", "--quiet", "--initial-branch=main")
    for key, value in SETTINGS.items():
        _git(root, "config", key, value)
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message", "a book")
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "far.git")
    _git(root, "remote", "add", "origin", "../far.git")
    _git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    files = [root / f"contacts/{person.slug}.md" for person in people(CHANGED)]
    for file in files:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\nname: ", "\nrole: Head\nname: ", 1), encoding="utf-8")
    _git(root, "commit", "--quiet", "--all", "--message", "there")
    _git(root, "push", "--quiet")
    _git(root, "reset", "--quiet", "--hard", "HEAD~1")
    for file in files:
        with file.open("a", encoding="utf-8") as log:
            log.write(f"- {NOW} note: here\n")
    _git(root, "commit", "--quiet", "--all", "--message", "here")


def _turn(folder: Path, number: int) -> dict[str, float]:
    crm = str(Path(sys.executable).with_name("crm"))
    took = {}
    for name in ("git merge", "git pull and push", "crm sync"):
        place = folder / f"turn-{number}"
        shutil.copytree(folder / "template", place, copy_function=shutil.copy2)
        git = ["git", "-C", str(place / "book")]
        subprocess.run([*git, "status"], check=True, stdout=subprocess.DEVNULL)  # the copy's index knows its files
        command = {
            "git merge": [*git, "merge", "--quiet", "--no-edit", "origin/main"],
            "git pull and push": ["sh", "-c", '"$@" pull -q --no-rebase --no-edit && "$@" push -q', "git", *git],
            "crm sync": [crm, "--book", str(place / "book"), "sync"],
        }[name]
        if name == "git merge":
            subprocess.run([*git, "fetch", "--quiet"], check=True)
        took[name] = seconds(command)
        shutil.rmtree(place)
    return took


if __name__ == "__main__":
    main()

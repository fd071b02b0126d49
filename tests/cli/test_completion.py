"""Completion: what is answered before typer is loaded is what typer would answer, in every shell."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.adapters import clock
from crm.adapters.index import slugs
from crm.cli.entry import main
from crm.cli.instant import completion, grammar
from docs import completion as made
from tests.cli.conftest import Crm

SHELLS = ("bash", "zsh", "fish")
ROWS = [line.split("\t") for line in Path(grammar.TABLE).read_text(encoding="utf-8").splitlines()]
WORDS = sorted({name for row in ROWS for name in row[1].split(" ")} - {"--install-completion", "--show-completion"})
SLUGS = ["ada-example", "adam-example", "zoe-example"]


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    for slug in SLUGS:
        crm.contact(slug)
    crm.write("contacts/ünal-example.md", "---\nname: Ünal Example\n---\n")
    crm.write("contacts/broken.md", "---\nname: [\n---\n")
    crm.write("articles/costs.md", "---\ntitle: Costs\n---\n")
    crm.write("notes/2026-06-09-thank-you-ada-example.md", "---\nkind: thank-you\nto: ada-example\n---\n")
    monkeypatch.chdir(crm.root)
    return crm


def request(monkeypatch: pytest.MonkeyPatch, shell: str, line: str) -> None:
    words = line.split(" ")
    monkeypatch.setenv("_CRM_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("COMP_WORDS", "\n".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")


def at_once(monkeypatch: pytest.MonkeyPatch, line: str, shell: str = "bash") -> list[str] | None:
    request(monkeypatch, shell, line)
    found = completion.completed(f"complete_{shell}")
    return None if found is None else found[0].split("\n")[:-1]


def by_typer(crm: Crm, monkeypatch: pytest.MonkeyPatch, line: str, shell: str = "bash") -> list[str]:
    request(monkeypatch, shell, line)
    return crm.call().out.split("\n")[:-1]


def test_the_table_is_what_the_commands_say() -> None:
    assert Path(grammar.TABLE).read_text(encoding="utf-8") == made.table(), "run: make docs"


LINES = [
    *("crm ", "crm s", "crm --", "crm --bo", "crm nothing", "crm --now 2026-06-09 sh", "crm --debug l"),
    *("crm show ", "crm show ad", "crm show ü", "crm show br", "crm show x", "crm show ada-example ", "crm show --"),
    *("crm show --json ", "crm show --json --", "crm show --as-of ", "crm show --as-of 2026-06-09 a"),
    *("crm due ", "crm due --action ", "crm due --action t", "crm due --contact a", "crm due --all --"),
    *("crm set ada-example ", "crm set ada-example t", "crm set ada-example tags ", "crm note ", "crm note th"),
    *("crm note update a", "crm note update ada-example --article ", "crm note update ada-example --no-"),
    *("crm sent ", "crm sent notes/", "crm send 2026", "crm article ", "crm article f", "crm article for a"),
    *("crm article recipients ", "crm article --", "crm article list --", "crm list ", "crm list tag:a --", "crm add "),
    *("crm find a b c", "crm check ", "crm sync --"),
]
AFTER_DUE = ["crm log ", "crm log a", "crm log ada-example inter", "crm log ada-example mee", "crm log a --via x z"]
"""Lines that need to know the kinds of the book, which the index tells once it is made."""


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", [*LINES, *AFTER_DUE])
def test_the_answer_is_typers(
    book: Crm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, shell: str
) -> None:
    book.write("crm.toml", '[kinds.meetup]\nlike = "event"\n')
    wanted = by_typer(book, monkeypatch, line, shell)
    if line in LINES:
        assert at_once(monkeypatch, line, shell) == wanted
    let_settle(book, monkeypatch)
    assert at_once(monkeypatch, line, shell) == wanted


def let_settle(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the index trust the files: as if what is there now had been there for long."""
    monkeypatch.delenv("_CRM_COMPLETE", raising=False)
    monkeypatch.setattr(clock, "nanoseconds", lambda: time.time_ns() + 10**10)
    book("due")


@given(st.lists(st.sampled_from([*WORDS, *SLUGS, "x", "-", "=", "2026"]), max_size=5), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_it_answers_it_says_what_typer_says(
    book: Crm, monkeypatch: pytest.MonkeyPatch, words: list[str], data: st.DataObject
) -> None:
    begun = data.draw(st.sampled_from([*WORDS, *SLUGS, "", "a"])) if words else "s"
    line = " ".join(["crm", *words, begun[: data.draw(st.integers(0, 9))]])
    found = at_once(monkeypatch, line)
    assert found is None or sorted(found) == sorted(by_typer(book, monkeypatch, line)), line


@pytest.mark.parametrize(
    "line", ["crm show 'ad", "crm show a\\", "crm due --action=th", "crm --book = a", "crm x y z", "crm due a b c"]
)
def test_what_is_not_plain_is_left_to_typer(book: Crm, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    assert at_once(monkeypatch, line) is None


def test_a_contact_that_is_new_or_gone_is_known_at_once(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    let_settle(book, monkeypatch)
    assert at_once(monkeypatch, "crm show ad") == ["ada-example", "adam-example"]
    book.contact("adele-example")
    (book.root / "contacts/adam-example.md").unlink()
    assert at_once(monkeypatch, "crm show ad") == ["ada-example", "adele-example"]
    (book.root / "contacts/adele-example.md").rename(book.root / "contacts/ady.md")
    assert at_once(monkeypatch, "crm show ad") == ["ada-example", "ady"]


def test_a_kind_that_is_new_is_known_at_once(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    let_settle(book, monkeypatch)
    assert at_once(monkeypatch, "crm log ada-example mee") == ["meeting"]
    book.write("crm.toml", '[kinds.meetup]\nlike = "event"\n')
    assert at_once(monkeypatch, "crm log ada-example mee") is None  # crm.toml is to be read for it
    assert by_typer(book, monkeypatch, "crm log ada-example mee") == ["meeting", "meetup"]


def test_it_is_the_index_that_answers_while_the_folder_is_as_it_was(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    let_settle(book, monkeypatch)
    monkeypatch.setattr("crm.book.glance.names", lambda *_: pytest.fail("the folder was listed"))
    assert at_once(monkeypatch, "crm show ad") == ["ada-example", "adam-example"]
    assert at_once(monkeypatch, "crm show zz") == [""]
    assert at_once(monkeypatch, "crm show ü") == ["ünal-example"]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3])


def _of_another_book(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"/book", b"/bank"))


HARM: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "nonsense": lambda file: file.write_bytes(b"nonsense" * 999),
    "empty": lambda file: file.write_bytes(b""),
    "one line": lambda file: file.write_bytes(b"a\tb\n"),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "no lines in it": lambda file: file.write_bytes(file.read_bytes().replace(b"-example\n", b"-example ")),
    "cut": _cut,
    "of another book": _of_another_book,
}


@pytest.mark.parametrize("harm", [*HARM, "off", "of another make"])
def test_no_answer_depends_on_the_index(book: Crm, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    let_settle(book, monkeypatch)
    (file,) = Path(os.environ["XDG_CACHE_HOME"]).glob("crm/*.slugs")
    if harm == "off":
        monkeypatch.setenv("CRM_INDEX", "off")
    elif harm == "of another make":
        monkeypatch.setattr("crm.adapters.index.slugs.MAKE", "another 1")
    else:
        HARM[harm](file)
    assert at_once(monkeypatch, "crm show ad") == ["ada-example", "adam-example"]
    assert at_once(monkeypatch, "crm log ada-example inter") is None
    if harm in HARM:
        book.contact("al-example")
        let_settle(book, monkeypatch)
        assert at_once(monkeypatch, "crm log ada-example inter") == ["interview"]  # made anew, by the way


named = st.text(st.sampled_from("ab-ü東.z"), min_size=1, max_size=9) | st.text("ab", min_size=180, max_size=200)


@given(st.sets(named, max_size=60), st.lists(named | st.just(""), min_size=1, max_size=9))
@settings(max_examples=60)
def test_slugs_are_found_whatever_their_number(names: set[str], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as cache:
        slugs.keep(cache, "/book", slugs.Known("mark", "", ["call"]), sorted(f"{name}.md" for name in names))
        for begun in [*asked, *(name[:3] for name in names)]:
            known = slugs.known(cache, "/book", begun)
            assert known.slugs == sorted(name for name in names if name.startswith(begun))
            assert (known.folder, known.settings, known.kinds) == ("mark", "", ["call"])


def test_a_new_mark_leaves_the_slugs_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["al.md", "bo.md"]
    slugs.keep(str(tmp_path), "/book", slugs.Known("one", "", []), names)
    monkeypatch.setattr(slugs, "is_word", lambda _: pytest.fail("the slugs were made anew"))
    slugs.keep(str(tmp_path), "/book", slugs.Known("two", "", ["call"]), names)
    known = slugs.known(str(tmp_path), "/book", "a")
    assert (known.folder, known.kinds, known.slugs) == ("two", ["call"], ["al"])


def test_damaged_slugs_are_not_taken_along(tmp_path: Path) -> None:
    slugs.keep(str(tmp_path), "/book", slugs.Known("one", "", []), ["al.md", "bo.md"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes().replace(b"al\n", b"xy\n"))
    slugs.keep(str(tmp_path), "/book", slugs.Known("two", "", []), ["al.md", "bo.md"])
    assert slugs.known(str(tmp_path), "/book", "").slugs == ["al", "bo"]


def test_a_kind_that_fits_in_no_line_is_not_kept(tmp_path: Path) -> None:
    for kind in ("a\tb", "a\nb", "x" * 70_000):
        slugs.keep(str(tmp_path), "/book", slugs.Known("one", "", [kind]), ["al.md"])
        with pytest.raises(LookupError):
            slugs.known(str(tmp_path), "/book", "a")


def test_a_name_that_a_shell_would_obey_is_not_offered(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a$(touch x)", "a`b`", "a b", 'a"b', "a'b", "a;b", "a\\b"):
        book.write(f"contacts/{name}.md", "---\nname: A\n---\n")
    assert at_once(monkeypatch, "crm show a") == ["ada-example", "adam-example"]
    assert by_typer(book, monkeypatch, "crm show a") == ["ada-example", "adam-example"]


def test_without_a_book_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_once(monkeypatch, "crm show a") == [""]
    assert at_once(monkeypatch, f"crm --book {tmp_path}/none show a") == [""]


# -- the shells themselves, with the scripts that are installed


def crm_command() -> str:
    return str(Path(sys.executable).with_name("crm"))


def script(shell: str) -> str:
    """What ``crm --show-completion`` prints for a shell."""
    env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [crm_command(), "--show-completion", shell]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=True).stdout


def ran(*command: str) -> str:
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return subprocess.run(command, capture_output=True, text=True, env=env, check=True, timeout=60).stdout


def test_in_bash(book: Crm) -> None:
    words = "COMP_WORDS=(crm show ad); COMP_CWORD=2; _crm_completion crm; echo ${COMPREPLY[*]}"
    assert ran("bash", "-c", f"{script('bash')}\n{words}") == "ada-example adam-example\n"


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_in_fish(book: Crm) -> None:
    asked = f"{script('fish')}\ncomplete --do-complete 'crm show ad'; complete --do-complete 'crm sn'"
    shown = ran("fish", "--no-config", "-c", asked).splitlines()
    assert sorted(shown) == ["ada-example", "adam-example", "snooze\tHide a contact until a day."]


ZSH = """
zmodload zsh/zpty
zpty asked zsh -f -i
zpty -w asked 'PS1= ; autoload -Uz compinit; compinit -u -D; source {script}; bindkey "^I" complete-word'
zpty -w asked 'cd {book}; print $((6 * 7))'
zpty -r -m asked line '*42*'
zpty -w -n asked $'crm show zo\\t'
zpty -r -m asked line '*zoe-example*'
zpty -w asked ' --json > {answer}; print $((7 * 11))'
zpty -r -m asked line '*77*'
"""


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
def test_in_zsh(book: Crm, tmp_path: Path) -> None:
    installed, answer = tmp_path / "completion.zsh", tmp_path / "answer"
    installed.write_text(script("zsh"), encoding="utf-8")
    typed = ZSH.format(script=shlex.quote(str(installed)), book=shlex.quote(str(book.root)), answer=answer)
    ran("zsh", "-f", "-c", typed)
    assert json.loads(answer.read_text(encoding="utf-8"))["slug"] == "zoe-example"


def test_the_program_itself_answers_and_falls_back(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for line, wanted in (("crm show zo", "zoe-example\n"), ("crm show 'zo", "zoe-example\n")):
        request(monkeypatch, "bash", line)
        assert ran(crm_command()) == wanted
    assert callable(main)

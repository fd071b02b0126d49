"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = sorted((CHECKOUT / "crm").rglob("*.py"))
PYTHON = [*SOURCES, *sorted((CHECKOUT / "tests").rglob("*.py")), *sorted((CHECKOUT / "bench").rglob("*.py"))]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MOST_LINES = 350

IMPORTED_AS = {
    "recurring-ical-events": "recurring_ical_events",
    "phonenumberslite": "phonenumbers",
    "python-frontmatter": "frontmatter",
    "pyyaml": "yaml",
}
"""Distributions whose module has another name."""

CORE_MAY = set(
    "__future__ bisect collections crm csv dataclasses datetime difflib functools hashlib heapq importlib itertools"
    " math operator re shlex string textwrap tomllib typing unicodedata yaml zoneinfo".split()
)
"""What the core imports: values and functions of values. ``importlib`` finds the list of zones."""

IGNORE = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)\b")
REASONED_IGNORE = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z0-9, -]+\])\s+[-#]\s+\w")

FOREIGN = re.compile(r"(?<![\w.])/(work|root|Users)/\w|\bissues? #?\d")
"""A path of one machine, a thread of one site: the project speaks of itself alone."""


def name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def distribution(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def imports(path: Path) -> Iterator[str]:
    """The top-level modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_is_a_small_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_what_is_ignored_has_a_code_and_a_reason(path: Path) -> None:
    with path.open("rb") as file:
        comments = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    assert [comment for comment in comments if IGNORE.search(comment) and not REASONED_IGNORE.search(comment)] == []


def test_the_project_speaks_of_itself_alone() -> None:
    ls_files = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(ls_files, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    found = []
    for tracked in listed.stdout.split("\0"):
        path = CHECKOUT / tracked
        if path == Path(__file__).resolve() or not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{tracked}:{number}: {line}" for number, line in enumerate(lines, 1) if FOREIGN.search(line)]
    assert found == []


def test_the_core_imports_only_what_is_pure() -> None:
    core = [path for path in SOURCES if "core" in path.relative_to(CHECKOUT).parts]
    assert {module for path in core for module in imports(path)} <= CORE_MAY


def test_the_core_opens_no_file() -> None:
    core = [path for path in SOURCES if "core" in path.relative_to(CHECKOUT).parts]
    calls = [node for path in core for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
    names = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
    assert not names & {"open", "input", "print", "exec", "eval", "__import__"}


def test_every_library_that_is_imported_is_declared() -> None:
    extras = {name: group for name, group in PROJECT["optional-dependencies"].items() if name != "dev"}
    declared = {distribution(one) for group in (PROJECT["dependencies"], *extras.values()) for one in group}
    imported = {module for path in SOURCES for module in imports(path)} - sys.stdlib_module_names - {"crm"}
    assert imported <= {IMPORTED_AS.get(library, library) for library in declared}


def test_every_dependency_has_its_reason() -> None:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    reasons = (CHECKOUT / "docs/dependencies.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([\w.-]+)`", reasons, re.MULTILINE))
    assert told == {distribution(requirement) for group in groups for requirement in group}

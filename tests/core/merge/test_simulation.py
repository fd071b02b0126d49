"""Machines with clocks of their own that write into copies of one book and exchange commits in any order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from crm.core.merge import Age, MergedTree, Order, merge_trees
from tests.core.merge import properties

Tree = dict[str, bytes]
MergeTrees = Callable[[Tree, Tree, Tree, Order], MergedTree]

MACHINES = ("laptop", "desktop", "phone")
SKEW = {"laptop": 0, "desktop": -5, "phone": 7}

START: Tree = {
    f"contacts/{name}.md": (
        f"---\nname: {name.title()} Example\nemail: {name}@example.org\nlocation: Berlin\ntags: [energy]\n---\n\n"
        "Met at a fair.\n\n## Log\n\n- 2026-06-01 call: hello\n  - [ ] send the deck\n- 2026-06-01 call: hello\n"
    ).encode()
    for name in ("sam", "alex")
}


@dataclass(frozen=True)
class Commit:
    parents: tuple[Commit, ...]
    files: tuple[tuple[str, bytes], ...]
    time: int

    @cached_property
    def age(self) -> Age:
        told = repr((self.files, self.time, [parent.age for parent in self.parents]))
        return Age(self.time, hashlib.sha1(told.encode()).hexdigest())

    @cached_property
    def ancestors(self) -> frozenset[Age]:
        return frozenset({self.age}.union(*(parent.ancestors for parent in self.parents)))

    @cached_property
    def history(self) -> dict[Age, Commit]:
        return {self.age: self} | {age: each for parent in self.parents for age, each in parent.history.items()}


def joined(mine: Commit, yours: Commit, merge: MergeTrees) -> Commit:
    """The newer of two commits where it holds the other, else their merge: the same on whichever machine it is made."""
    if yours.age in mine.ancestors:
        return mine
    if mine.age in yours.ancestors:
        return yours
    older, newer = sorted((mine, yours), key=lambda commit: commit.age)
    base = common(older, newer, merge)
    merged = merge(dict(base.files), dict(older.files), dict(newer.files), Order(older.age, newer.age))
    return Commit((older, newer), tuple(sorted(merged.files.items())), newer.time)


def common(mine: Commit, yours: Commit, merge: MergeTrees) -> Commit:
    """The best common ancestor; where there are several, their merge."""
    shared = mine.ancestors & yours.ancestors
    commits = [mine.history[age] for age in sorted(shared)]
    best = [each for each in commits if not any(each.age in (other.ancestors - {other.age}) for other in commits)]
    result = best[0]
    for other in best[1:]:
        result = joined(result, other, merge)
    return result


def address_in(text: str) -> str:
    found = re.search(r"^email: (.*)", text, re.MULTILINE)
    return found[1] if found else ""


class Machines(RuleBasedStateMachine):
    """What each machine wrote is a fact: a word of its own that has to be in everybody's book in the end."""

    merge: MergeTrees = staticmethod(merge_trees)

    def __init__(self) -> None:
        super().__init__()
        first = Commit((), tuple(START.items()), 100)
        self.heads = dict.fromkeys((*MACHINES, "remote"), first)
        self.clock = 100
        self.facts: dict[str, str] = {}
        self.gone: set[str] = set()
        self.ticked: set[str] = set()
        self.untracked: set[str] = set()

    def write(self, machine: str, change: Callable[[str, str], str], contact: int, kind: str) -> None:
        """Changes one file by one fact. What the change took away, its writer had seen."""
        files = dict(self.heads[machine].files)
        paths = sorted(path for path in files if path.startswith("contacts/"))
        path = paths[contact % len(paths)]
        fact = f"fact{len(self.facts)}x"
        before = files[path].decode()
        after = change(before, fact)
        self.facts[fact] = kind
        self.gone |= set(re.findall(r"fact\d+x", before)) - set(re.findall(r"fact\d+x", after))
        if fact not in after:
            self.gone.add(fact)
        files[path] = after.encode()
        self.commit(machine, files)

    def commit(self, machine: str, files: Tree) -> None:
        self.clock += 1
        time = self.clock + SKEW[machine]
        self.heads[machine] = Commit((self.heads[machine],), tuple(sorted(files.items())), time)

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3), day=st.integers(1, 28))
    def log(self, machine: str, contact: int, day: int) -> None:
        self.write(machine, lambda text, fact: f"{text}- 2026-06-{day:02} call: {fact}\n", contact, "entry")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3), entry=st.integers(0, 5))
    def add_a_detail(self, machine: str, contact: int, entry: int) -> None:
        def change(text: str, fact: str) -> str:
            heads = list(re.finditer(r"^- .*\n", text, re.MULTILINE))
            end = heads[entry % len(heads)].end() if heads else len(text)
            return f"{text[:end]}  - takeaway: {fact}\n{text[end:]}"

        self.write(machine, change, contact, "detail")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3), entry=st.integers(0, 5))
    def delete_an_entry(self, machine: str, contact: int, entry: int) -> None:
        def change(text: str, fact: str) -> str:
            blocks = list(re.finditer(r"^- 2026.*\n(?:  .*\n)*", text, re.MULTILINE))
            block = blocks[entry % len(blocks)] if len(blocks) > 1 else None
            if block and "send the deck" in block[0]:
                self.untracked.add(address_in(text))
            return text[: block.start()] + text[block.end() :] if block else text

        self.write(machine, change, contact, "none")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3), entry=st.integers(0, 5))
    def reword_an_entry(self, machine: str, contact: int, entry: int) -> None:
        def change(text: str, fact: str) -> str:
            heads = list(re.finditer(r"^- 2026-06-\d\d call: fact.*", text, re.MULTILINE))
            end = heads[entry % len(heads)].end() if heads else len(text)
            return f"{text[:end]} {fact}{text[end:]}" if heads else text

        self.write(machine, change, contact, "summary")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def tick(self, machine: str, contact: int) -> None:
        def change(text: str, fact: str) -> str:
            if "- [ ] send" in text:
                self.ticked.add(address_in(text))
            return text.replace("- [ ] send", "- [x] send")

        self.write(machine, change, contact, "none")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def move(self, machine: str, contact: int) -> None:
        self.write(
            machine, lambda text, fact: re.sub(r"(?m)^location: .*", f"location: {fact}", text), contact, "value"
        )

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def tag(self, machine: str, contact: int) -> None:
        self.write(machine, lambda text, fact: re.sub(r"(?m)^tags: \[", f"tags: [{fact}, ", text), contact, "tag")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def write_prose(self, machine: str, contact: int) -> None:
        self.write(machine, lambda text, fact: re.sub(r"(?m)^(Met at .*)", rf"\1 {fact}", text), contact, "prose")

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def settle_conflicts(self, machine: str, contact: int) -> None:
        self.write(machine, lambda text, fact: re.sub(r"(?m)^conflicts:\n(?:  - .*\n)+", "", text), contact, "none")

    @rule(machine=st.sampled_from(MACHINES), path=st.sampled_from(["new", "New", "other"]))
    def add_somebody(self, machine: str, path: str) -> None:
        files = dict(self.heads[machine].files)
        if f"contacts/{path}.md" not in files:
            fact = f"fact{len(self.facts)}x"
            self.facts[fact] = "person"
            text = f"---\nname: Robin\nemail: {fact}@example.org\ntags: [a]\n---\n\n## Log\n\n- 2026-06-01 call\n"
            self.commit(machine, files | {f"contacts/{path}.md": text.encode()})

    @rule(machine=st.sampled_from(MACHINES), contact=st.integers(0, 3))
    def rename(self, machine: str, contact: int) -> None:
        files = dict(self.heads[machine].files)
        path = sorted(files)[contact % len(files)]
        new = path.replace(".md", f"-{machine}.md")
        if new not in files:
            self.commit(machine, files | {new: files.pop(path)})

    @rule(machine=st.sampled_from(MACHINES))
    def sync(self, machine: str) -> None:
        self.heads[machine] = self.heads["remote"] = joined(self.heads[machine], self.heads["remote"], self.merge)

    @rule(machine=st.sampled_from(MACHINES), other=st.sampled_from(MACHINES))
    def fetch_from_another(self, machine: str, other: str) -> None:
        self.heads[machine] = joined(self.heads[machine], self.heads[other], self.merge)

    def teardown(self) -> None:
        for machine in (*MACHINES, *MACHINES):
            self.sync(machine)
        assert len({head.age for head in self.heads.values()}) == 1
        files = dict(self.heads["remote"].files)
        text = b"\n".join(files.values()).decode()
        lost = {fact: kind for fact, kind in self.facts.items() if fact not in self.gone and fact not in text}
        assert lost == {}
        for fact, kind in self.facts.items():
            if kind == "entry" and fact not in self.gone:
                assert len(re.findall(rf"^- 2026-06-\d\d call: {fact}", text, re.MULTILINE)) >= 1, text
        for data in files.values():
            assert properties.sound(data), data
            if address_in(data.decode()) in self.ticked - self.untracked:
                assert b"- [ ] send" not in data, data


TestMachines = Machines.TestCase
TestMachines.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)

"""The short form of `make torture`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.kills import Kills, disk_filled, strace
from tests.torture.lab import Count, Lab, machines_at_work, settle, writers_at_once


def sound(count: Count) -> bool:
    return count.converged and count.facts > 0 and not count.lost


def test_machines_with_wrong_clocks(tmp_path: Path) -> None:
    assert sound(machines_at_work(tmp_path, machines=3, rounds=2, seed=7))


def test_writers_at_once(tmp_path: Path) -> None:
    assert sound(writers_at_once(tmp_path, writers=8, syncs=2, seed=7))


@pytest.mark.skipif(strace() is None, reason="strace is missing, which kills at a system call")
def test_killed_here_and_there(tmp_path: Path) -> None:
    world = Kills(tmp_path)
    points = world.points("log")[20::80] + world.points("sync")[30::110]
    assert {point.command for point in points} == {"log", "sync"}
    for number, point in enumerate(points):
        count = world.kill(point, number)
        assert count.kills == 1
        assert sound(count)


def test_a_full_disk(tmp_path: Path) -> None:
    count = disk_filled(tmp_path, step=65536, steps=1)
    if count is None:
        pytest.skip("a small disk needs root")
    assert sound(count)


def test_what_is_lost_is_noticed(tmp_path: Path) -> None:
    lab, count = Lab(tmp_path), Count()
    (machine,) = lab.make(["desk"])
    machine.crm("log", "ada-example", "note", lab.fact())
    word = lab.fact()
    lab.gone.append("fact00001x")
    settle(lab, [machine], count)
    assert count.lost == [f"{word} on desk", "fact00001x is back on desk"]

"""A git that counts aloud what it sends and gets: heard while it works, and not taken for what it says."""

from __future__ import annotations

import os
import time

import pytest

from crm.adapters.git.talking import Silent, talk


def say(script: str, silence: float = 30) -> tuple[tuple[int, bytes, bytes], list[tuple[int, int]]]:
    heard: list[tuple[int, int]] = []
    command = ["sh", "-c", script]
    said = talk(command, os.environ, lambda: None, lambda done, total: heard.append((done, total)), silence)
    return (said.status, said.out, said.err), heard


def test_counting_is_heard_and_left_out_of_what_was_said() -> None:
    script = r"""
    echo out
    printf 'remote: Enumerating objects: 5, done.\n' >&2
    printf 'Receiving objects:  50%% (1/2)\rReceiving objects: 100%% (2/2), 2.1 MiB | 1.0 MiB/s, done.\n' >&2
    printf 'Total 2 (delta 0), reused 0 (delta 0), pack-reused 0\nremote: only on workdays: 3 of them\n' >&2
    exit 3"""
    assert say(script) == ((3, b"out\n", b"remote: only on workdays: 3 of them\n"), [(1, 2), (2, 2)])


def test_who_is_left_behind_with_the_pipes_is_not_waited_for() -> None:
    began = time.monotonic()
    assert say("sleep 30 & echo out")[0] == (0, b"out\n", b"")
    assert time.monotonic() - began < 20


def test_each_word_is_a_sign_of_life() -> None:
    assert say("for each in 1 2 3 4 5 6; do sleep 0.5; echo $each >&2; done", 2)[0][0] == 0
    with pytest.raises(Silent):
        say("echo 1; sleep 100", 1)


def test_what_was_handed_over_is_given_time_to_arrive() -> None:
    handed_over = "printf 'Writing objects: 100%% (3/3), 7.81 KiB | 7.81 MiB/s, done.\\n' >&2"
    assert say(f"{handed_over}; sleep 3", 1)[0][0] == 0
    with pytest.raises(Silent):
        say(f"{handed_over}; sleep 100", 1)


def test_what_is_done_meanwhile_may_fail(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise KeyError("no")

    with pytest.raises(KeyError):
        talk(["sleep", "1000"], os.environ, work)
    assert capfd.readouterr() == ("", "")

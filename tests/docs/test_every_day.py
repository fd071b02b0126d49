"""The recipes of every-day.md, each tried as far as this system can."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PAGE = (Path(__file__).resolve().parents[2] / "docs/every-day.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FILES = {name: text for _, name, text in BLOCKS if name}
CRONTABS = [text for language, _, text in BLOCKS if language == "crontab"]


@pytest.fixture
def home(isolation: Path) -> Path:
    """A home with a book in ``people``, the real crm on the path, and a sendmail that keeps what it is given."""
    programs = isolation / ".local/bin"
    programs.mkdir(parents=True)
    (programs / "crm").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crm "$@"\n')
    (programs / "sendmail").write_text('#!/bin/sh\ntest "$*" = -t && cat >> "$HOME/sent"\n')
    (programs / "crm-morning").write_text(FILES["crm-morning"])
    for program in programs.iterdir():
        program.chmod(0o755)
    book = isolation / "people"
    (book / "contacts").mkdir(parents=True)
    (book / "crm.toml").write_text('[me]\nname = "Robin"\nemail = "robin@example.org"\ntimezone = "Europe/Berlin"\n')
    (book / "contacts/ada.md").write_text("---\nname: Ada\n---\n\n## Log\n\n- 2026-06-08 09:00 question: when?\n")
    return isolation


def run(command: str, home: Path, now: str = "2026-06-09 07:00", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CRM_NOW": now, "HOME": str(home), **more}
    return subprocess.run(["/bin/sh", "-c", command], cwd=home, env=environment, capture_output=True, text=True)


def test_the_script_mails_the_list_and_writes_calendar_and_cards(home: Path) -> None:
    done = run('"$HOME/.local/bin/crm-morning"', home)
    assert done.returncode == 0, done
    sent = (home / "sent").read_text()
    assert "To: Robin <robin@example.org>" in sent
    assert "Subject: Tue 9 Jun: 1 follow-up" in sent
    assert "answer: Ada" in (home / "public/follow-ups.ics").read_text()
    assert len(list((home / ".contacts/people").iterdir())) == 1
    assert run('"$HOME/.local/bin/crm-morning"', home).returncode == 0


def test_on_a_day_without_follow_ups_nothing_is_sent(home: Path) -> None:
    assert run('"$HOME/.local/bin/crm-morning"', home, now="2026-06-01").returncode == 0
    assert not (home / "sent").exists()


def test_the_crontabs_are_settings_and_lines_of_five_fields_and_a_command(home: Path) -> None:
    fields = re.compile(r"(?:[\d*,/-]+ ){5}(\S.*)")
    commands = []
    assert len(CRONTABS) == 2
    for line in "".join(CRONTABS).splitlines():
        if not re.fullmatch(r"[A-Z]+=\S+", line):
            found = fields.fullmatch(line)
            assert found, line
            assert "%" not in found[1]  # which would end the line
            commands.append(found[1])
    assert "answer: Ada" in run(commands[1], home).stdout
    assert run(commands[0].replace("logger -t crm", "cat"), home).returncode == 0
    assert (home / "sent").exists()


def test_the_units_are_what_systemd_takes(home: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    units = [name for name in FILES if name.startswith("crm-morning.")]
    assert len(units) == 2
    for name in units:
        (home / name).write_text(FILES[name].replace("%h", str(home)))
    done = subprocess.run([program, "verify", "--man=no", *units], cwd=home, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    when = re.search(r"OnCalendar=(.*)", FILES["crm-morning.timer"])
    assert when
    subprocess.run([program, "calendar", when[1]], check=True, capture_output=True)


def test_the_property_list_is_one_and_its_command_runs(home: Path) -> None:
    found = plistlib.loads(FILES["org.example.crm-morning.plist"].encode())
    assert f"{found['Label']}.plist" in FILES
    assert found["StartCalendarInterval"] == {"Hour": 7, "Minute": 0}
    done = subprocess.run(
        found["ProgramArguments"], env={**os.environ, "CRM_NOW": "2026-06-09 07:00", "HOME": str(home)}, check=False
    )
    assert done.returncode == 0
    assert (home / "sent").exists()


def test_the_workflow_is_yaml_and_its_last_step_tells_what_is_due(home: Path) -> None:
    found: Any = yaml.safe_load(FILES["digest.yml"])
    assert [one["cron"] for one in found[True]["schedule"]] == ["0 5 * * 1-5"]  # YAML 1.1 reads on as true
    step = found["jobs"]["digest"]["steps"][-1]["run"]
    summary = home / "summary.md"
    path = f"{home}/.local/bin:{os.environ['PATH']}"
    done = run(f"cd people; {step}", home, GITHUB_STEP_SUMMARY=str(summary), PATH=path)
    assert done.returncode == 1, done
    assert "**answer: Ada**" in summary.read_text()

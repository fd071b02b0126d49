"""``crm import`` through the real command: the plan, its totals, what is written, and what is refused."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Crm

FILES = Path(__file__).parents[1] / "exchange"
CONNECTIONS = str(FILES / "linkedin/connections.csv")
ACTIONS = ("add", "fill", "unchanged", "held", "unread")

EVERY = [
    ("linkedin", "linkedin/connections.csv"),
    ("google", "google/old-headers.csv"),
    ("google", "google/new-headers.csv"),
    ("outlook", "outlook/web.csv"),
    ("outlook", "outlook/classic-german.csv"),
    *(("vcard", f"vcard/{path.name}") for path in sorted((FILES / "vcard").iterdir())),
    ("csv", "csv/semicolons-latin-1.csv"),
    ("csv", "csv/tabs-utf-16.csv"),
    ("csv", "csv/ragged.csv"),
    ("csv", "csv/hostile.csv"),
]


def files(crm: Crm) -> dict[str, bytes]:
    return {
        str(path.relative_to(crm.root)): path.read_bytes()
        for path in crm.root.rglob("*")
        if path.is_file() and path.name != ".crm.lock"
    }


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=[name for _, name in EVERY])
def test_every_file_goes_in_once_and_is_read_back(crm: Crm, kind: str, name: str) -> None:
    planned = crm("import", kind, str(FILES / name), "--dry-run", "--json").json
    assert planned["rows"] == sum(len(planned[action]) for action in ACTIONS) > 0
    assert planned["done"] is False
    assert list(files(crm)) == ["crm.toml"]
    done = crm("import", kind, str(FILES / name), "--yes", "--json").json
    assert (done["done"], done["failed"]) == (True, [])
    assert sorted(row["contact"] for row in done["add"]) == [path.stem for path in sorted(crm.root.glob("contacts/*"))]
    assert crm("check").out == "" or "error" not in crm("check").out
    assert crm("due").out.count("\n") <= 1
    before = files(crm)
    again = crm("import", kind, str(FILES / name), "--yes", "--json").json
    assert (again["add"], again["fill"]) == ([], [])
    assert files(crm) == before


def test_a_connection_has_its_day_and_nobody_is_asked_twice_to_connect(crm: Crm) -> None:
    crm.contact("jordan-example", "- 2026-06-09 09:00 thank-you (email)\n", "email: sam@example.org\n")
    crm.contact("sam-sample", "- 2026-06-09 09:00 thank-you (email)\n", "email: sam@example.org\n")
    crm("set", "jordan-example", "email", "jordan@example.org")
    crm("set", "jordan-example", "linkedin", "linkedin.com/in/Jordan-Example/")
    assert crm("due", "--action", "linkedin", "--json").json["follow_ups"]
    crm("import", "linkedin", CONNECTIONS, "--yes")
    assert crm.read("contacts/jordan-example.md").endswith(
        "- 2026-06-09 09:00 thank-you (email)\n- 2026-06-09 linkedin: connected\n"
    )
    assert crm("due", "--action", "linkedin", "--json").json["follow_ups"] == []
    assert crm.read("contacts/jose-muestra.md") == (
        "---\n"
        "name: José Muestra\n"
        "linkedin: https://www.linkedin.com/in/jos%C3%A9-muestra\n"
        "added: 2026-06-09\n"
        "---\n"
        "\n"
        "## Log\n"
        "\n"
        "- 2018-09-15 linkedin: connected\n"
    )


def test_a_newer_export_tells_who_changed_jobs_and_leaves_the_book_alone(crm: Crm, tmp_path: Path) -> None:
    crm("import", "linkedin", CONNECTIONS, "--yes")
    before = files(crm)
    newer = tmp_path / "newer.csv"
    text = Path(CONNECTIONS).read_text("utf-8-sig").replace("Example Grid,Head of Data", '"Other\'s Co",Chief')
    newer.write_text(text, "utf-8")
    done = crm("import", "linkedin", str(newer), "--yes")
    assert "  line 5: Jordan Example: company Example Grid → Other's Co; role Head of Data → Chief\n" in done.out
    commands = "crm set jordan-example company 'Other'\"'\"'s Co' && crm set jordan-example role Chief\n"
    assert commands in done.out
    assert "crm note congratulation jordan-example\n" in done.out
    assert files(crm) == before


def test_blanks_are_filled_and_nothing_else_in_the_file_changes(crm: Crm) -> None:
    crm.write(
        "contacts/jordan-example.md",
        "\ufeff---\r\nname: 'Jordan Example' # Jo\r\nemail: jordan@example.org\r\nphone:\r\ncompany: 'Mine'\r\n"
        "own: {a: 1}\r\n---\r\nHello 🙂\r\n",
    )
    crm("import", "vcard", str(FILES / "vcard/iphone-3.0.vcf"), "--yes")
    assert crm.read("contacts/jordan-example.md") == (
        "\ufeff---\r\nname: 'Jordan Example' # Jo\r\nemail: jordan@example.org\r\n"
        'phone: ["+49 1512 3456789", "(030) 123-4567"]\r\ncompany: \'Mine\'\r\n'
        "own: {a: 1}\r\naliases: [Jo]\r\nlinkedin: https://www.linkedin.com/in/jordan-example\r\n"
        "location: Berlin, Germany\r\nbirthday: 05-17\r\ntags: [Energy, Alumni]\r\n---\r\nHello 🙂\r\n"
    )


def test_what_cards_hold_and_no_contact_does_is_counted(crm: Crm) -> None:
    done = crm("import", "vcard", str(FILES / "vcard/iphone-3.0.vcf"), "--dry-run")
    said = "Not taken over, as a contact has no place for it: "
    [told] = [line.removeprefix(said) for line in done.out.splitlines() if line.startswith(said)]
    assert told == "department (1), fax or pager (1), photo (1), street address (1), web address (1)"
    planned = crm("import", "vcard", str(FILES / "vcard/iphone-3.0.vcf"), "--dry-run", "--json").json
    assert told == ", ".join(f"{what} ({count})" for what, count in planned["dropped"].items())
    assert "Not taken over" not in crm("import", "vcard", str(FILES / "vcard/utf-16.vcf"), "--dry-run").out


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("iso-8859-2", "Łukasz Święty"), ("windows-1251", "Юлия Примерова"), ("shift_jis", "見本 太郎")],
)
def test_a_file_in_another_encoding_is_read_as_the_user_says(
    crm: Crm, tmp_path: Path, encoding: str, name: str
) -> None:
    table, card = tmp_path / "people.csv", tmp_path / "people.vcf"
    table.write_bytes(f"name,email\n{name},a@example.org\n".encode(encoding))
    card.write_bytes(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:a@example.org\nEND:VCARD\n".encode(encoding))
    for kind, file in (("csv", table), ("vcard", card)):
        words = ("import", kind, str(file), "--dry-run")
        plain = crm(*words)
        assert name not in plain.out
        said = f"{file} is not UTF-8, and was read as Windows-1252; if it is in another encoding, name that: --encoding"
        assert said in plain.err
        told = crm(*words, "--encoding", encoding)
        assert f": {name} as " in told.out
        assert "Windows-1252" not in told.err


@pytest.mark.parametrize(
    ("encoding", "says"),
    [
        ("utf-8", 'people.csv:3: this is not "utf-8"; name one such as iso-8859-2'),
        ("ascii", 'people.csv:3: this is not "ascii"'),
        ("klingon", '--encoding cannot be "klingon"; name one such as iso-8859-2'),
        ("hex", '--encoding cannot be "hex"'),
        ("undefined", 'this is not "undefined"'),
    ],
)
def test_an_encoding_that_cannot_be(crm: Crm, tmp_path: Path, encoding: str, says: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name,email\nBo,b@example.org\nŁu,a@example.org\n".encode("iso-8859-2"))
    done = crm("import", "csv", str(file), "--encoding", encoding, status=2)
    assert says in done.err
    assert list(files(crm)) == ["crm.toml"]


def test_a_header_that_is_read_wrongly_is_told_the_way_out(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("氏名,会社\n見本 太郎,見本\n".encode("shift_jis"))
    done = crm("import", "csv", str(file), status=1)
    assert "if it is in another encoding, name that: --encoding" in done.err
    words = ("--encoding", "shift_jis", "--map", "氏名=name", "--map", "会社=company")
    assert "見本 太郎 (見本) as" in crm("import", "csv", str(file), *words, "--dry-run").out


def test_a_broken_neighbour_is_named_and_the_rest_goes_in(crm: Crm) -> None:
    broken = crm.write("contacts/jordan-example.md", "---\nname: Broken\ntags: [a\n---\n")
    done = crm("import", "linkedin", CONNECTIONS, "--yes")
    assert "contacts/jordan-example.md:3: error" in done.err
    assert broken.read_bytes() == b"---\nname: Broken\ntags: [a\n---\n"
    assert (crm.root / "contacts/jordan-example-2.md").exists()


def test_nothing_in_a_foreign_file_gets_out(crm: Crm) -> None:
    done = crm("import", "csv", str(FILES / "csv/hostile.csv"), "--yes")
    assert "\x1b" not in done.out
    assert sorted(files(crm)) == [
        "contacts/con-1.md",
        "contacts/etc-passwd.md",
        "contacts/evil-31mname.md",
        "contacts/name-x-tier-a.md",
        "crm.toml",
    ]
    shown = crm("show", "etc-passwd", "--json").json
    assert (shown["interactions"], shown["problems"]) == ([], [])
    assert crm("show", "name-x-tier-a", "--json").json["fields"]["name"] == "name: x tier: A"
    assert "tier" not in crm("show", "name-x-tier-a", "--json").json["fields"]


def test_who_may_be_known_is_held_back_and_goes_in_as_the_user_says(crm: Crm) -> None:
    crm.contact("jordan-example")
    held = crm("import", "linkedin", CONNECTIONS, "--yes")
    assert "  line 5: Jordan Example: same name: jordan-example\n" in held.out
    assert "linkedin" not in crm.read("contacts/jordan-example.md")
    crm("import", "linkedin", CONNECTIONS, "--yes", "--likely", "same")
    assert "linkedin: https://www.linkedin.com/in/jordan-example" in crm.read("contacts/jordan-example.md")


def test_the_other_name_of_who_is_the_same_joins_the_aliases(crm: Crm, tmp_path: Path) -> None:
    fields = 'phone: "+49 30 1234567"\naliases: # who says what\n  - Rob # at home\n'
    crm.contact("robert-sample", fields=fields)
    table = tmp_path / "people.csv"
    table.write_text("name,phone\nBob Sample,+49 30 1234567\n")
    assert (
        "line 2: Bob Sample: same phone number +49301234567, but another name: robert-sample\n"
        in crm("import", "csv", str(table), "--yes").out
    )
    crm("import", "csv", str(table), "--yes", "--likely", "same")
    assert "  - Rob # at home\n  - Bob Sample\n" in crm.read("contacts/robert-sample.md")
    again = crm("import", "csv", str(table), "--yes", "--json").json
    assert [len(again[action]) for action in ACTIONS] == [0, 0, 1, 0, 0]


def test_an_address_gives_way_to_a_name(crm: Crm, tmp_path: Path) -> None:
    crm.write("contacts/a.md", "---\nname: ada@example.org # who?\nemail: ada@example.org\n---\n")
    table = tmp_path / "people.csv"
    table.write_text("name,email\nAda Sample,ada@example.org\n")
    done = crm("import", "csv", str(table), "--yes")
    assert "line 2: a (same mail address ada@example.org): name Ada Sample\n" in done.out
    assert crm.read("contacts/a.md") == "---\nname: Ada Sample # who?\nemail: ada@example.org\n---\n"


def test_what_cannot_be_written_is_told_and_the_rest_goes_in(crm: Crm) -> None:
    (crm.root / "contacts").mkdir()
    (crm.root / "contacts/jordan-example.md").symlink_to("/dev/null")
    done = crm("import", "linkedin", CONNECTIONS, "--yes", status=1)
    assert "  contacts/jordan-example.md was not written: there is something of that name already\n" in done.out
    assert (crm.root / "contacts/sam-sample.md").exists()


def test_without_a_terminal_and_a_yes_nothing_is_written(crm: Crm) -> None:
    done = crm("import", "linkedin", CONNECTIONS, status=1)
    assert done.err == "nothing was changed: nobody is here to be asked; to do it, add --yes\n"
    assert list(files(crm)) == ["crm.toml"]


def test_standard_input_is_a_file_too(crm: Crm) -> None:
    command = [sys.executable, "-m", "crm", "--book", str(crm.root), "--now", NOW, "import", "vcard", "-", "--yes"]
    data = (FILES / "vcard/google-3.0.vcf").read_bytes()
    done = subprocess.run(command, input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (crm.root / "contacts/sam-sample.md").exists()


def test_the_archive_of_linkedin_is_read_as_it_comes(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "Basic_LinkedInDataExport.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Basic/Profile.csv", "First Name,Last Name\nRobin,Sample\n")
        archive.writestr("Basic/Connections.csv", Path(CONNECTIONS).read_bytes())
    planned = crm("import", "linkedin", str(file), "--dry-run", "--json").json
    assert [row["name"] for row in planned["add"]] == ["Jordan Example", "Sam Sample, MBA", "José Muestra"]


REFUSED = [
    ("linkedin", b"", 1, "is empty; export it anew"),
    ("csv", b"just words\nand more\n", 1, "has no header that is known; say what a column holds"),
    ("csv", b"a;b\n1;2\n", 1, 'its columns: "a", "b"'),
    ("csv", b"name,email\n,\n", 1, "has nobody who can be read; nothing was changed"),
    ("csv", b"name,phone\n,112\n", 1, "has nobody who can be read: line 2: it has neither a name nor a mail address"),
    ("vcard", b"BEGIN:VCARD\nEND:VCARD\n", 1, "has nobody who can be read: line 1: it has neither"),
    ("google", b"a,b\n", 1, "has no header that is known; if it is another table: crm import csv FILE"),
    ("csv", b"BEGIN:VCARD\nFN:x\nEND:VCARD\n", 2, "is a vCard file; crm import vcard "),
    ("vcard", b"First Name,Connected On\nx,\n", 2, "is LinkedIn's Connections.csv; crm import linkedin "),
    ("csv", b"Name,E-mail 1 - Value\nx,\n", 2, "is a CSV of Google Contacts; crm import google "),
    ("google", b"First Name,E-mail Address,Business Phone\nx,,\n", 2, "is a CSV of Outlook; crm import outlook "),
    ("vcard", b"BEGIN:VCALENDAR\n", 2, "is a calendar; "),
    ("linkedin", b"PK\x03\x04 Connections.csv", 2, "is a zip archive; unpack it, and give the file within"),
    ("csv", b"PK\x03\x04 xl/workbook.xml", 2, "is an Excel workbook; save it as CSV"),
]


@pytest.mark.parametrize(("kind", "data", "status", "sentence"), REFUSED)
def test_a_file_that_cannot_be_used_is_one_sentence(
    crm: Crm, tmp_path: Path, kind: str, data: bytes, status: int, sentence: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    done = crm("import", kind, str(file), "--yes", status=status)
    assert done.err.startswith(f"crm: {file} ")
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert list(files(crm)) == ["crm.toml"]


def test_a_call_that_is_wrong(crm: Crm, tmp_path: Path) -> None:
    assert "No such file" in crm("import", "csv", str(tmp_path / "none.csv"), status=2).err
    assert "is a folder" in crm("import", "csv", str(tmp_path), status=2).err
    assert '--map "Who" cannot be read' in crm("import", "csv", CONNECTIONS, "--map", "Who", status=2).err
    assert "the fields are name, first" in crm("import", "csv", CONNECTIONS, "--map", "Who=x", status=2).err


def test_a_table_of_another_program_is_taken_with_a_map(crm: Crm) -> None:
    crm("import", "csv", CONNECTIONS, "--map", "Position=note", "--yes")
    assert "> Head of Data\n" in crm.read("contacts/jordan-example.md")


def test_columns_that_nobody_knows_are_told_and_can_be_named(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "notion.csv"
    table.write_text(
        "\ufeffName,Works at,Met,Empty,Birthday\n"
        'Ada Sample,Grid (https://www.notion.so/Grid-0123?pvs=21),"=the fair",,"May 6, 1985"\n'
        "Bo Sample,,,,\n"
    )
    told = crm("import", "csv", str(table), "--dry-run")
    assert (
        'Columns that are left out (2)\n  "Works at", "Met"\n  to say what one holds: --map \'Works at=FIELD\'\n'
        in told.out
    )
    assert crm("import", "csv", str(table), "--dry-run", "--json").json["unknown"] == ["Works at", "Met"]
    crm("import", "csv", str(table), "--yes", "--map", "works AT=company", "--map", "Met=note")
    fields = crm("show", "ada-sample", "--json").json["fields"]
    assert (fields["company"], fields["birthday"]) == ("Grid", "1985-05-06")
    assert "> =the fair\n" in crm.read("contacts/ada-sample.md")


def test_the_town_is_taken_from_where_thunderbird_has_it(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "thunderbird.csv"
    table.write_text("Display Name,Primary Email,Home City,Work City\nAda Sample,ada@example.org,,Berlin\n")
    crm("import", "csv", str(table), "--yes")
    assert "location: Berlin\n" in crm.read("contacts/ada-sample.md")


def test_a_map_of_a_column_that_is_not_there_is_a_wrong_call(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Works at\nAda Sample,Grid\n")
    done = crm("import", "csv", str(table), "--yes", "--map", "Work at=company", "--map", "Name=name", status=2)
    assert done.err == f'crm: {table} has no column for --map "Work at=company"; its columns: "Name", "Works at"\n'
    assert list(files(crm)) == ["crm.toml"]


def test_a_table_says_when_somebody_connected_as_linkedin_does(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Since\nAda Sample,09 Jun 2023\nBo Sample,2023-06-08 10:00\nCy Sample,09 Jun\n")
    done = crm("import", "csv", str(table), "--yes", "--map", "Since=connected")
    assert "- 2023-06-09 linkedin: connected\n" in crm.read("contacts/ada-sample.md")
    assert "- 2023-06-08 linkedin: connected\n" in crm.read("contacts/bo-sample.md")
    assert "linkedin: connected already; the day is not known" in crm.read("contacts/cy-sample.md")
    assert 'line 4: Cy Sample: connected: "09 Jun" is no date as 2026-06-09' in done.out


IMPATIENT = """
from crm.cli.output import progress
progress._PATIENCE = progress._BETWEEN = 0
from crm.cli.app import main
main()
"""
"""The command, with a bar that waits for nothing."""


def on_a_terminal(crm: Crm, answers: str, *words: str) -> tuple[int, str]:
    """The exit status of a command on a terminal of its own, and all that it shows there."""
    command = [sys.executable, "-c", IMPATIENT, "--book", str(crm.root), "--now", NOW, *words]
    here, there = pty.openpty()
    os.write(here, answers.encode())
    process = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env={**os.environ, "TERM": "xterm"})
    os.close(there)
    shown = b""
    while True:
        try:
            part = os.read(here, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(here)
    return process.wait(), shown.decode()


def test_on_a_terminal_it_asks(crm: Crm) -> None:
    crm.contact("jordan-example")
    status, shown = on_a_terminal(crm, "s\nn\n", "import", "linkedin", CONNECTIONS)
    assert (
        "Jordan Example (Head of Data, Example Grid) may be jordan-example (same name). The same person (s)," in shown
    )
    assert "Add 2 and fill in 1?" in shown
    assert status == 1
    assert "nothing was changed" in shown
    status, _ = on_a_terminal(crm, "s\ny\n", "import", "linkedin", CONNECTIONS)
    assert status == 0
    assert "- 2026-06-09 linkedin: connected" in crm.read("contacts/jordan-example.md")


def test_a_slip_is_no_answer_and_of_several_one_is_chosen(crm: Crm, tmp_path: Path) -> None:
    for slug in ("ada-sample", "bo-sample"):
        crm.contact(slug, fields='phone: "+49 30 1234567"\n')
    table = tmp_path / "people.csv"
    table.write_text("name,phone\nSamples,+49 30 1234567\n")
    status, shown = on_a_terminal(crm, "yes\n3\ns\n2\ny\n", "import", "csv", str(table))
    assert status == 0
    asked = "line 2: Samples may be 1 ada-sample (same phone number +49301234567, but another name); 2 bo-sample"
    assert shown.replace("\r\n", "").count(asked) == 4
    assert "aliases" not in crm.read("contacts/ada-sample.md")
    assert "aliases: [Samples]" in crm.read("contacts/bo-sample.md")


def test_an_answer_can_bring_up_a_question_on_a_later_row(crm: Crm, tmp_path: Path) -> None:
    crm.contact("ada-sample", fields='phone: "+49 30 1234567"\n')
    table = tmp_path / "people.csv"
    table.write_text("name,phone,email\nBo Sample,+49 30 1234567,bo@example.org\nCy Sample,,bo@example.org\n")
    status, shown = on_a_terminal(crm, "n\ns\ny\n", "import", "csv", str(table))
    assert (status, "line 3: Cy Sample may be bo-sample" in shown) == (0, True)
    assert "aliases: [Cy Sample]" in crm.read("contacts/bo-sample.md")


def test_the_rest_can_wait(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("name,phone\nAda Sample,+49 30 1234567\nBo Sample,+49 30 1234567\nCy Sample,+49 30 1234567\n")
    status, shown = on_a_terminal(crm, "q\ny\n", "import", "csv", str(table))
    assert (status, "line 4: Cy Sample may be" in shown) == (0, False)
    assert [path.stem for path in crm.root.glob("contacts/*")] == ["ada-sample"]


def test_a_bar_shows_on_a_terminal_alone(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,email\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(60)), "utf-8")
    assert "Writing" not in crm("import", "csv", str(file), "--dry-run").err
    status, shown = on_a_terminal(crm, "", "import", "csv", str(file), "--yes")
    assert status == 0
    assert "Writing" in shown
    assert "59 of 60" in shown
    assert "and 48 more" in shown
    assert len(list(crm.root.glob("contacts/*.md"))) == 60


def test_the_json_holds_no_character_that_a_terminal_obeys(crm: Crm) -> None:
    out = crm("import", "csv", str(FILES / "csv/hostile.csv"), "--dry-run", "--json").out
    assert "\x1b" not in out
    assert json.loads(out)["rows"] == 4


@pytest.mark.parametrize(
    ("when", "said"),
    [("31 Feb 2025", '"31 Feb 2025" is no date; the linkedin entry'), ("", "there is no date; the linkedin entry")],
)
def test_who_is_connected_on_a_day_that_cannot_be_read_is_not_invited(
    crm: Crm, tmp_path: Path, when: str, said: str
) -> None:
    thanked = "- 2026-06-08 coffee: grids\n  Wind.\n- 2026-06-08 18:00 thank-you (email)\n"
    crm.contact("bob-example", thanked, "tier: B\nemail: bob@example.org\n")
    assert crm("due", "--action", "linkedin", "--json").json["follow_ups"]
    others = crm("due", "--all", "--within", "1y", "--json").json["follow_ups"]
    file = tmp_path / "Connections.csv"
    head = "First Name,Last Name,Email Address,Connected On\n"
    file.write_text(f"{head}Bob,Example,bob@example.org,{when}\nAda,Example,ada@example.org,{when}\n", "utf-8")
    done = crm("import", "linkedin", str(file), "--yes")
    assert f"line 2: Bob Example: connected on: {said}" in done.out
    assert "connected, on a day that is not known (an entry of today)" in done.out
    entry = "- 2026-06-09 linkedin: connected already; the day is not known\n"
    assert crm.read("contacts/bob-example.md").endswith(thanked + entry)
    assert crm.read("contacts/ada-example.md").endswith(f"## Log\n\n{entry}")
    left = crm("due", "--all", "--within", "1y", "--json").json["follow_ups"]
    assert left == [one for one in others if one["action"] != "linkedin"]
    before = files(crm)
    crm("import", "linkedin", str(file), "--yes")
    file.write_text(file.read_text("utf-8").replace(f",{when}\n", ",02 Jun 2026\n"), "utf-8")
    assert crm("import", "linkedin", str(file), "--yes").status == 0
    assert files(crm) == before


def test_of_two_rows_of_one_connection_the_day_that_can_be_read_counts(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    rows = "Bob,Example,bob@example.org,\nBob,Example,bob@example.org,02 Jun 2026\n"
    file.write_text(f"First Name,Last Name,Email Address,Connected On\n{rows}", "utf-8")
    crm("import", "linkedin", str(file), "--yes")
    assert crm.read("contacts/bob-example.md").endswith("## Log\n\n- 2026-06-02 linkedin: connected\n")


@pytest.mark.parametrize(
    ("cell", "entries"), [("yes", 1), ("June 2020", 1), ("5/6/2024", 1), ("no", 0), ("0", 0), ("-", 0)]
)
def test_a_table_may_say_that_somebody_is_connected_without_a_day(
    crm: Crm, tmp_path: Path, cell: str, entries: int
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"Name,Email,Connected\nBob Example,bob@example.org,{cell}\n", "utf-8")
    done = crm("import", "csv", str(file), "--yes")
    assert f'connected: "{cell}" is no date as 2026-06-09' in done.out
    assert crm.read("contacts/bob-example.md").count("linkedin: connected already") == entries


def test_what_two_cards_of_one_person_both_note_stands_in_the_file_once(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "twice.vcf"
    one = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Sample\nEMAIL:ada@example.org\nNOTE:{}\nEND:VCARD\n"
    file.write_text(one.format("met at the fair") * 2 + one.format("likes tea"), "utf-8")
    crm("import", "vcard", str(file), "--yes")
    written = crm.read("contacts/ada-sample.md")
    assert (written.count("met at the fair"), written.count("likes tea")) == (1, 1)


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Sample\nEMAIL:ada@example.org\nNOTE:likes tea\\n## Log\nEND:VCARD\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("below", "then"),
    [
        ("---|", "---||> likes tea|> ## Log|"),
        ("---", "---||> likes tea|> ## Log|"),
        ("---||## Log||- 2026-03-01 call|", "---||> likes tea|> ## Log||## Log||- 2026-03-01 call|"),
        ("---|## Log|", "---||> likes tea|> ## Log||## Log|"),
    ],
)
def test_a_note_reaches_somebody_who_is_there_already(
    crm: Crm, tmp_path: Path, end: str, below: str, then: str
) -> None:
    card = tmp_path / "ada.vcf"
    card.write_text(CARD, "utf-8")
    front = "---|name: Ada Sample|email: ada@example.org # hers|"
    crm.write("contacts/ada.md", (front + below).replace("|", end).encode())
    done = crm("import", "vcard", str(card), "--yes")
    assert "  line 1: ada (same mail address ada@example.org): its note\n" in done.out
    assert (crm.root / "contacts/ada.md").read_bytes().decode() == (front + then).replace("|", end)
    before = files(crm)
    assert "1 row: 1 unchanged" in crm("import", "vcard", str(card), "--yes").out
    assert files(crm) == before


def test_a_note_beside_a_text_of_ones_own_is_left_out_and_told(crm: Crm, tmp_path: Path) -> None:
    card = tmp_path / "ada.vcf"
    card.write_text(CARD, "utf-8")
    crm.write("contacts/ada.md", "---\nname: Ada Sample\nemail: ada@example.org\n---\n\nHates tea.\n")
    before = files(crm)
    done = crm("import", "vcard", str(card), "--yes")
    assert "  line 1: Ada Sample: note: contacts/ada.md has a text of its own, and stays as it is\n" in done.out
    assert files(crm) == before

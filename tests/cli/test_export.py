"""``crm export``, and what other programs make of it: khard and vdirsyncer, each the real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Crm

BIN = Path(sys.executable).parent
KHARD = """\
[addressbooks]
[[people]]
path = {folder}
[general]
default_action = list
"""
VDIRSYNCER = """\
[general]
status_path = "{home}/status/"
[pair people]
a = "ours"
b = "theirs"
collections = null
[storage ours]
type = "filesystem"
path = "{folder}"
fileext = ".vcf"
[storage theirs]
type = "filesystem"
path = "{home}/phone"
fileext = ".vcf"
"""


@pytest.fixture
def people(crm: Crm) -> Crm:
    crm.contact(
        "jordan-example",
        "- 2026-06-01 call: secret plans\n  - private: has a secret\n",
        "email: [jordan@example.org, j@example.com]\nphone: '+1 555 0100'\ncompany: Example Grid, Inc.\n"
        "role: Head; of Data\n"
        "linkedin: https://www.linkedin.com/in/jordan-example\nlocation: Berlin\ntags: [energy, alumni]\n"
        "birthday: 05-17\nmet: Meetup\n",
    )
    crm.contact("zoe-beispiel", fields="aliases: [Zö 🐝]\nbirthday: 1980-02-29\n")
    return crm


def run(home: Path, *words: str) -> str:
    done = subprocess.run([BIN / words[0], *words[1:]], cwd=home, text=True, capture_output=True, env=dict(os.environ))
    assert done.returncode == 0, done
    return done.stdout


def vdir(crm: Crm, home: Path, *more: str, status: int = 0) -> tuple[Path, str]:
    folder = home / "people"
    return folder, crm("export", "vcard", str(folder), *more, status=status).err


def khard(home: Path, *words: str) -> str:
    config = home / ".config/khard/khard.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(KHARD.format(folder=home / "people"))
    return run(home, "khard", *words)


def test_khard_reads_the_folder(people: Crm, isolation: Path) -> None:
    vdir(people, isolation)
    shown = yaml.safe_load(khard(isolation, "show", "--format=yaml", "Jordan Example"))
    expected = {
        "Formatted name": "Jordan Example",
        "First name": "Jordan",
        "Last name": "Example",
        "Organisation": "Example Grid, Inc.",
        "Title": "Head; of Data",
        "Webpage": "https://www.linkedin.com/in/jordan-example",
        "Birthday": "1900-05-17",
        "Categories": ["energy", "alumni"],
        "Note": "Met: Meetup",
    }
    assert {key: shown[key] for key in expected} == expected
    assert all(address in str(shown["Email"]) for address in ("jordan@example.org", "j@example.com"))
    assert "+1 555 0100" in str(shown["Phone"])
    assert shown["Address"]["HOME"]["City"] == "Berlin"
    assert "jordan@example.org\tJordan Example" in khard(isolation, "email", "--parsable", "jordan")
    assert "--05-17" in khard(isolation, "birthdays")
    assert "1980.02.29\tZoe Beispiel" in khard(isolation, "birthdays", "--parsable")
    assert "secret" not in str(_texts(isolation / "people"))


def test_vdirsyncer_brings_it_to_another_place_and_keeps_it_in_step(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    config = isolation / ".config/vdirsyncer/config"
    config.parent.mkdir(parents=True)
    config.write_text(VDIRSYNCER.format(home=isolation, folder=folder))
    phone = isolation / "phone"
    phone.mkdir()
    run(isolation, "vdirsyncer", "discover")
    run(isolation, "vdirsyncer", "sync")
    assert _texts(phone) == _texts(folder)
    assert len(_texts(phone)) == 2
    people("set", "jordan", "company", "Elsewhere")
    (people.root / "contacts/zoe-beispiel.md").unlink()
    vdir(people, isolation)
    run(isolation, "vdirsyncer", "sync")
    assert _texts(phone) == _texts(folder)
    [left] = _texts(phone)
    assert "ORG:Elsewhere" in left


def _texts(folder: Path) -> list[str]:
    return sorted(file.read_bytes().decode() for file in folder.glob("*.vcf"))


def test_only_what_has_changed_is_written(people: Crm, isolation: Path) -> None:
    folder, said = vdir(people, isolation)
    assert said == "2 written, 0 unchanged, 0 removed.\n"
    before = {file: file.stat().st_ino for file in folder.iterdir()}
    assert vdir(people, isolation)[1] == "0 written, 2 unchanged, 0 removed.\n"
    people("set", "jordan", "role", "CEO")
    assert vdir(people, isolation)[1] == "1 written, 1 unchanged, 0 removed.\n"
    after = {file: file.stat().st_ino for file in folder.iterdir()}
    assert before.keys() == after.keys()
    assert sum(before[file] == after[file] for file in before) == 1


def test_a_card_that_another_program_edited_stays(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    file = next(one for one in folder.iterdir() if b"Jordan" in one.read_bytes())
    edited = file.read_bytes().replace(b"+1 555 0100", b"+1 555 0199")
    file.write_bytes(edited)
    people("set", "jordan", "role", "CEO")
    _, said = vdir(people, isolation, status=1)
    assert f"{file} was edited by another program and is left as it is" in said
    assert file.read_bytes() == edited
    vdir(people, isolation, "--force")
    assert b"TITLE:CEO" in file.read_bytes()


def test_an_edit_that_was_taken_over_into_the_contact_is_no_obstacle(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    file = next(one for one in folder.iterdir() if b"Jordan" in one.read_bytes())
    edited = file.read_bytes().replace(b"+1 555 0100", b"+1 555 0199").replace(b"PRODID:-//crm//contacts//EN\r\n", b"")
    file.write_bytes(edited.replace(b"BEGIN:VCARD\r\n", b"BEGIN:VCARD\r\nREV:20260609T100000Z\r\n"))
    vdir(people, isolation, status=1)
    people("set", "jordan", "phone", "+1 555 0199")
    assert vdir(people, isolation)[1].startswith("1 written, 1 unchanged")
    assert b"+1 555 0199" in file.read_bytes()
    assert b"REV" not in file.read_bytes()


def test_what_is_not_ours_stays_whatever_happens(people: Crm, isolation: Path) -> None:
    folder = isolation / "people"
    folder.mkdir()
    foreign = {
        "theirs.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Somebody\r\nEND:VCARD\r\n",
        "broken.vcf": b"\xff\xfe\x00",
        "notes.txt": b"mine",
    }
    for name, data in foreign.items():
        (folder / name).write_bytes(data)
    vdir(people, isolation)
    for file in (people.root / "contacts").iterdir():
        file.unlink()
    assert vdir(people, isolation, "--force")[1].startswith("0 written, 0 unchanged, 2 removed.")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == foreign


PHONE = """\
BEGIN:VCARD\r
VERSION:3.0\r
UID:made-on-the-phone\r
FN:Jordan Example\r
item1.TEL;type=CELL:(555) 0100 99\r
{more}\
END:VCARD\r
"""


def test_who_was_put_in_on_the_phone_gets_no_second_card(people: Crm, isolation: Path) -> None:
    jordan = people.root / "contacts/jordan-example.md"
    jordan.write_text(jordan.read_text().replace("'+1 555 0100'", "'+1 555 010099'"))
    theirs = isolation / "people/phone.vcf"
    theirs.parent.mkdir()
    theirs.write_text(PHONE.format(more="PHOTO:x\r\n"), newline="")
    for words in ((), ("--force",)):
        folder, said = vdir(people, isolation, *words)
        assert f"{theirs} is another program's card of Jordan Example, so no second one is written" in said
        assert theirs.read_text() == PHONE.format(more="PHOTO:x\n").replace("\r", "")
        assert len(list(folder.iterdir())) == 2
    theirs.unlink()
    assert vdir(people, isolation)[1].startswith("1 written, 1 unchanged, 0 removed.")


def test_a_namesake_on_the_phone_is_somebody_else(people: Crm, isolation: Path) -> None:
    (isolation / "people").mkdir()
    (isolation / "people/phone.vcf").write_text(PHONE.format(more=""), newline="")
    folder, said = vdir(people, isolation)
    assert said.startswith("2 written, 0 unchanged, 0 removed.")
    assert len(list(folder.iterdir())) == 3


def test_a_card_of_the_phone_that_says_nothing_else_becomes_ours(people: Crm, isolation: Path) -> None:
    (isolation / "people").mkdir()
    theirs = isolation / "people/phone.vcf"
    bare = PHONE.replace("item1.TEL;type=CELL:(555) 0100 99\r\n", "EMAIL;TYPE=INTERNET,PREF:jordan@example.org\r\n")
    theirs.write_text(bare.format(more=""), newline="")
    folder, said = vdir(people, isolation)
    assert said.startswith("2 written, 0 unchanged, 0 removed.")
    assert len(list(folder.iterdir())) == 2
    assert b"UID:made-on-the-phone\r\n" in theirs.read_bytes()
    assert b"X-CRM-SLUG:jordan-example\r\n" in theirs.read_bytes()


def test_a_card_of_the_phone_becomes_one_of_two_namesakes(people: Crm, isolation: Path) -> None:
    people.write("contacts/zoe-beispiel-2.md", "---\nname: Zoe Beispiel\n---\n")
    (isolation / "people").mkdir()
    (isolation / "people/phone.vcf").write_bytes(b"BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Zoe Beispiel\nEND:VCARD\n")
    folder, said = vdir(people, isolation)
    assert said.startswith("3 written, 0 unchanged, 0 removed.")
    assert len(list(folder.iterdir())) == 3


def test_a_gone_contact_whose_card_was_edited_leaves_the_card(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    file = next(one for one in folder.iterdir() if b"Jordan" in one.read_bytes())
    file.write_bytes(file.read_bytes().replace(b"Berlin", b"Paris"))
    (people.root / "contacts/jordan-example.md").unlink()
    _, said = vdir(people, isolation, status=1)
    assert "was edited by another program" in said
    assert file.exists()


def test_a_contact_who_cannot_be_read_for_the_moment_keeps_the_card(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    people.write("contacts/jordan-example.md", "---\nname: [\n---\n")
    _, said = vdir(people, isolation)
    assert "0 written, 1 unchanged, 0 removed." in said
    assert "contacts/jordan-example.md:" in said
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("slug", ["jordan-example-2", "a", "J\u00fcrgen X"])
def test_an_identity_outlives_the_renaming_of_the_file(people: Crm, isolation: Path, slug: str) -> None:
    folder, _ = vdir(people, isolation)
    names = {file.name for file in folder.iterdir()}
    contacts = people.root / "contacts"
    (contacts / "jordan-example.md").rename(contacts / f"{slug}.md")
    (contacts / "zoe-beispiel.md").rename(contacts / "beispiel.md")
    assert vdir(people, isolation)[1].startswith("2 written, 0 unchanged, 0 removed.")
    assert {file.name for file in folder.iterdir()} == names
    assert vdir(people, isolation)[1].startswith("0 written, 2 unchanged, 0 removed.")


def test_no_slug_names_a_file_elsewhere(people: Crm, isolation: Path) -> None:
    for slug in ("..", "...", "-rf", "a b;c", "CON", "x\nUID:evil"):
        people.write(f"contacts/{slug}.md", "---\nname: X\n---\n")
    folder, _ = vdir(people, isolation)
    assert {file.parent for file in isolation.rglob("*.vcf")} == {folder}
    assert all(len(file.stem) == 36 for file in folder.iterdir())
    assert all(text.count("\r\nUID:") == 1 for text in _texts(folder))


def test_one_file_of_all(people: Crm, isolation: Path) -> None:
    file = isolation / "all.vcf"
    people("export", "vcard", str(file))
    assert file.read_bytes().count(b"BEGIN:VCARD") == 2
    assert people("export", "vcard", "-").out.encode() == file.read_bytes()
    assert "is up to date" in people("export", "vcard", str(file)).err
    file.write_bytes(file.read_bytes().replace(b"Berlin", b"Paris"))
    assert "is no such export; name another file, or add --force" in people("export", "vcard", str(file), status=1).err
    people("export", "vcard", str(file), "--force")
    assert b"Berlin" in file.read_bytes()


@pytest.mark.parametrize("words", [["csv"], ["json"], ["vcard"]])
def test_a_file_of_the_user_is_not_written_over(people: Crm, isolation: Path, words: list[str]) -> None:
    file = isolation / "mine.vcf"
    file.write_text("precious")
    assert "mine.vcf is there, and is no such export" in people("export", *words, str(file), status=1).err
    assert file.read_text() == "precious"
    people("export", *words, str(file), "--force")
    people("export", *words, str(file))
    assert "precious" not in file.read_text()


@pytest.mark.parametrize(
    "name", ["crm.toml", "refused.txt", "contacts/jordan-example.md", "notes/x.vcf", ".git/config", "contacts"]
)
@pytest.mark.parametrize("words", [["csv"], ["json"], ["vcard"]])
def test_the_book_itself_is_never_written_over(people: Crm, words: list[str], name: str) -> None:
    target = people.root / name
    done = people("export", *words, str(target), "--force", status=1)
    assert "belongs to the book itself" in done.err


def test_a_file_that_cannot_be_written_is_said(people: Crm, isolation: Path) -> None:
    assert "cannot be written: No such file or directory" in people("export", "csv", "no/such/file", status=1).err
    assert "/dev/null is no file" in people("export", "csv", "/dev/null", status=1).err
    (isolation / "file").write_text("")
    assert "cannot be made a folder" in people("export", "vcard", "file/below", status=1).err


def test_a_link_that_the_user_made_is_followed_and_stays(people: Crm, isolation: Path) -> None:
    real = isolation / "real.csv"
    real.touch(mode=0o600)
    (isolation / "link.csv").symlink_to(real)
    people("export", "csv", "link.csv")
    assert (isolation / "link.csv").is_symlink()
    assert real.read_bytes().startswith(b"\xef\xbb\xbfslug,name")
    assert real.stat().st_mode & 0o777 == 0o600


def test_json_holds_everything(people: Crm, isolation: Path) -> None:
    people.write("contacts/odd.md", b"\xef\xbb\xbf---\r\nname: Odd # why\r\nphone: 0123\r\nmy_key: {a: [1]}\r\n---\r\n")
    people.write("contacts/broken.md", b"---\nname: \xff\n---\n")
    people.write("templates/phrases/generic.txt", "of course\n")
    people.write("inbox/one.md", "coffee w jordan")
    people.write("elsewhere/x.md", "no file of the book")
    whole = json.loads(people("export", "json").out)
    odd = next(one for one in whole["contacts"] if one["slug"] == "odd")
    assert odd["fields"] == {"name": "Odd", "phone": ["0123"]}
    assert odd["unknown"] == {"my_key": "{a: [1]}"}
    jordan = next(one for one in whole["contacts"] if one["slug"] == "jordan-example")
    assert jordan["interactions"][0]["details"][0]["text"] == "has a secret"
    assert {one["path"] for one in whole["files"]} == {
        *(
            "crm.toml",
            "contacts/odd.md",
            "contacts/broken.md",
            "contacts/jordan-example.md",
            "contacts/zoe-beispiel.md",
        ),
        *("templates/phrases/generic.txt", "inbox/one.md"),
    }
    assert whole["settings"]["me"]["name"] == "Robin Sample"
    assert people("export", "json").out == people("export", "json", now="2027-01-01T00:00:00+00:00").out


@pytest.mark.parametrize("words", ["csv people.out", "json people.out", "vcard people.vcf", "vcard folder"])
def test_what_is_cut_short_leaves_what_was_there(people: Crm, isolation: Path, words: str) -> None:
    """A limit on the size of files stands for a disk that is full."""
    people("export", *words.split())
    before = {file: file.read_bytes() for file in isolation.rglob("*") if file.suffix in {".out", ".vcf"}}
    people("set", "jordan", "role", "x" * 5000)
    people("set", "zoe", "role", "x" * 5000)
    command = f'ulimit -f 1; exec "{sys.executable}" -m crm --book "{people.root}" export {words}'
    environment = {**os.environ, "CRM_INDEX": "off"}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=isolation, text=True, capture_output=True, env=environment)
    assert done.returncode == 1
    assert "cannot be written: File too large; name another file, or make room" in done.stderr
    assert {file: file.read_bytes() for file in before} == before
    assert not list(isolation.rglob(".crm-tmp-*"))


def test_a_query_picks_who_goes_out(people: Crm, isolation: Path) -> None:
    folder, said = vdir(people, isolation, "tag:energy")
    assert said.startswith("1 written")
    assert "FN:Jordan Example" in _texts(folder)[0]
    assert vdir(people, isolation)[1].startswith("1 written, 1 unchanged")
    assert vdir(people, isolation, "company:nowhere")[1].startswith("0 written, 0 unchanged, 2 removed")
    assert people("export", "vcard", "-", "zoe").out.count("BEGIN:VCARD") == 1
    assert people("export", "csv", "-", "zoe").out.count("\r\n") == 2
    assert "last:<" in people("export", "csv", "-", "last:<soon", status=2).err


def test_a_namesake_who_is_not_picked_lends_nobody_a_card(people: Crm, isolation: Path) -> None:
    folder, _ = vdir(people, isolation)
    people.contact("jordan-two", fields="email: jordan@example.org\ntags: [two]\n")
    vdir(people, isolation, "tag:two")
    [text] = _texts(folder)
    assert "X-CRM-SLUG:jordan-two" in text
    assert "UID:31f37730-11a8-5f23-802c-ad842ef716f8" not in text

"""Files of people as the programs write them: who is in them, what of them is read, and what cannot be."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.contacts.person import Arrivals, Person
from crm.core.incoming import tables
from crm.exchange import anytable, google, linkedin, outlook, recognise, vcard

HERE = Path(__file__).parent
READERS: dict[str, Callable[[bytes], Arrivals | None]] = {
    "vcard": vcard.read,
    "google": google.read,
    "outlook": outlook.read,
    "linkedin": linkedin.read,
    "csv": partial(anytable.read, mapping={}),
}
FILES = sorted(path for kind in READERS for path in (HERE / kind).iterdir())

PEOPLE: dict[str, list[dict[str, Any]]] = {
    "vcard/iphone-3.0.vcf": [
        {
            "line": 1,
            "name": "Dr. Jordan Marie Example",
            "aliases": ("Jo",),
            "emails": ("jordan@example.org", "jordan.private@example.org"),
            "phones": ("+49 1512 3456789", "(030) 123-4567"),
            "linkedin": "https://www.linkedin.com/in/jordan-example",
            "company": "Example Grid",
            "role": "Head of Data",
            "location": "Berlin, Germany",
            "birthday": "05-17",
            "tags": ("Energy", "Alumni"),
            "note": "Met at the meetup, spring 2026.\nLikes tea; hates coffee.",
        },
        {"line": 36, "name": "Example Repairs", "phones": ("+49 30 7654321",), "company": "Example Repairs"},
    ],
    "vcard/android-2.1.vcf": [
        {
            "line": 1,
            "name": "Jörg Müster",
            "emails": ("joerg@example.org",),
            "phones": ("0891234567", "+491701234567"),
            "company": "Sample Works",
            "role": "Engineer",
            "birthday": "1980-02-29",
            "note": "Kennt die Leute von früher: A=B\nZweite Zeile",
        },
        {"line": 17, "name": "Mailbox", "phones": ("3311",)},
    ],
    "vcard/outlook-2.1-windows-1252.vcf": [
        {
            "line": 1,
            "name": "Renée Größe",
            "emails": ("renee@example.org",),
            "phones": ("+49 (40) 1234567",),
            "company": "Café Example",
            "role": "Geschäftsführerin",
            "location": "Köln, Deutschland",
        }
    ],
    "vcard/nextcloud-4.0.vcf": [
        {
            "line": 1,
            "name": "Ada Sample",
            "aliases": ("エイダ",),
            "emails": ("ada@example.org", "ada.home@example.org"),
            "phones": ("+1-212-555-0123",),
            "linkedin": "https://linkedin.com/in/Ada-Sample",
            "company": "Example, Inc.",
            "role": "Lead",
            "birthday": "05-17",
            "note": "one line\nand a backslash \\ too",
        }
    ],
    "vcard/google-3.0.vcf": [
        {
            "line": 1,
            "name": "Sam Sample",
            "emails": ("sam@example.org",),
            "phones": ("+44 20 7946 0123",),
            "linkedin": "http://www.linkedin.com/in/sam-sample",
            "company": "Sample Ltd",
            "role": "Analyst",
            "birthday": "1975-03-01",
            "note": "likes  two  spaces",
        }
    ],
    "vcard/badly-folded.vcf": [
        {
            "line": 1,
            "name": "Kim Placeholder",
            "emails": ("kim@example.org",),
            "company": "Placeholder Co",
            "note": "This note goes on\nand on: without the space that would say so\n"
            "http://example.org/is-no-property either",
        },
        {"line": 14, "name": "Lee Lowercase", "emails": ("lee@example.org",)},
        {"line": 19, "name": "Nora Noend", "emails": ("nora@example.org",), "left_out": (vcard.NO_END,)},
        {"line": 27, "name": "Otto Truncated", "emails": ("otto@exam",), "left_out": (vcard.NO_END,)},
    ],
    "vcard/nokia-agent.vcf": [
        {"line": 1, "name": "Bea Boss", "phones": ("+358401234567",), "company": "Example Oy"},
    ],
    "vcard/utf-16.vcf": [{"line": 1, "name": "Юлия Примерова", "emails": ("yulia@example.org",)}],
    "google/old-headers.csv": [
        {
            "line": 2,
            "name": "Jordan Example",
            "aliases": ("Jo",),
            "emails": ("jordan@example.org", "j.example@example.org", "jordan.private@example.org"),
            "phones": ("+49 1512 3456789", "+49 30 1234567"),
            "linkedin": "https://www.linkedin.com/in/jordan-example",
            "company": "Example Grid",
            "role": "Head of Data",
            "location": "Berlin, DE",
            "birthday": "05-17",
            "tags": ("Energy",),
            "note": "Met at the meetup.\nLikes tea.",
        },
        {"line": 5, "name": "news@example.org", "emails": ("news@example.org",)},
    ],
    "google/new-headers.csv": [
        {
            "line": 2,
            "name": "Dr. Ada B. Sample",
            "emails": ("ada@example.org", "ada.home@example.org"),
            "phones": ("(212) 555-0123",),
            "linkedin": "https://linkedin.com/in/ada-sample",
            "company": "Example Inc",
            "role": "Lead",
            "location": "New York, US",
            "birthday": "1985-12-01",
            "tags": ("Alumni",),
        },
        {"line": 3, "name": "Example Repairs", "phones": ("+49 30 7654321",), "company": "Example Repairs"},
    ],
    "outlook/web.csv": [
        {
            "line": 2,
            "name": "Jordan Example",
            "aliases": ("Jo",),
            "emails": ("jordan@example.org", "jordan.private@example.org"),
            "phones": ("+49 1512 3456789", "+49 30 1234567"),
            "linkedin": "https://www.linkedin.com/in/jordan-example",
            "company": "Example Grid",
            "role": "Head of Data",
            "location": "Berlin, Germany",
            "birthday": "1980-05-17",
            "tags": ("Energy", "Alumni"),
            "note": "Met at the meetup.\n\nLikes tea.",
        },
        {
            "line": 5,
            "name": "Sam Sample",
            "phones": ("+44 20 7946 0123",),
            "company": "Sample Ltd",
            "role": "Analyst",
            "left_out": (
                'email: "not an address" is no mail address',
                "birthday: 5/6/1980 can be read two ways",
            ),
        },
    ],
    "outlook/classic-german.csv": [
        {
            "line": 2,
            "name": "Renée Größe",
            "emails": ("renee@example.org",),
            "phones": ("+49 (40) 1234567",),
            "company": "Café Example",
            "role": "Geschäftsführerin",
            "location": "Köln, Deutschland",
            "birthday": "1980-05-17",
            "tags": ("Freunde", "Kunden"),
        },
        {"line": 3, "name": "Kim Platzhalter", "phones": ("0151 23456789",)},
    ],
    "linkedin/connections.csv": [
        {
            "line": 5,
            "name": "Jordan Example",
            "linkedin": "https://www.linkedin.com/in/jordan-example",
            "company": "Example Grid",
            "role": "Head of Data",
            "connected": date(2026, 6, 9),
        },
        {
            "line": 6,
            "name": "Sam Sample, MBA",
            "emails": ("sam@example.org",),
            "linkedin": "https://www.linkedin.com/in/sam-sample-12",
            "company": "Sample, Inc.",
            "role": 'VP, "Things"',
            "connected": date(2020, 1, 1),
        },
        {
            "line": 10,
            "name": "José Muestra",
            "linkedin": "https://www.linkedin.com/in/jos%C3%A9-muestra",
            "connected": date(2018, 9, 15),
        },
    ],
    "csv/semicolons-latin-1.csv": [
        {
            "line": 3,
            "name": "Jörg Müster",
            "emails": ("joerg@example.org",),
            "phones": ("0170 1234567",),
            "company": "Müster AG",
            "location": "München",
        },
        {
            "line": 4,
            "name": "Größe; Renée",
            "emails": ("renee@example.org",),
            "company": "Café",
            "location": "Köln",
        },
    ],
    "csv/tabs-utf-16.csv": [
        {
            "line": 2,
            "name": "Юлия Примерова",
            "emails": ("yulia@example.org",),
            "company": "Example",
            "role": "Инженер",
            "tags": ("energy", "alumni"),
        }
    ],
    "csv/ragged.csv": [
        {"line": 2, "name": "Ada Sample", "emails": ("ada@example.org",)},
        {
            "line": 4,
            "name": "Cy Sample",
            "emails": ("cy@example.org",),
            "company": "Example, Inc.",
            "note": 'two\nlines, and a "quote"',
        },
        {"line": 6, "name": "Di Sample", "emails": ("di@example.org",), "company": '5" pipes'},
        {"line": 8, "name": "Fay Sample", "emails": ("fay@example.org",), "company": "Example", "note": "last"},
    ],
}

UNREAD = {
    "vcard/nextcloud-4.0.vcf": [(19, "it is a group, no person")],
    "vcard/badly-folded.vcf": [(23, "it has neither a name nor a mail address")],
    "google/old-headers.csv": [(6, "it has neither a name nor a mail address")],
    "linkedin/connections.csv": [(9, "it names nobody: LinkedIn leaves the row of a closed account empty")],
    "csv/ragged.csv": [
        (3, "it has 5 cells, and the header has 4"),
        (7, "a quotation mark in it is never closed"),
    ],
}


def said(person: Person) -> dict[str, Any]:
    """What is read of somebody, without what is empty."""
    return {one.name: getattr(person, one.name) for one in fields(person) if getattr(person, one.name)}


def read(name: str) -> Arrivals:
    found = READERS[name.partition("/")[0]]((HERE / name).read_bytes())
    assert found is not None
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_who_is_in_a_file(name: str) -> None:
    assert [said(person) for person in read(name).people] == PEOPLE[name]


@pytest.mark.parametrize("name", PEOPLE)
def test_what_cannot_be_read_is_told_with_its_line(name: str) -> None:
    assert [(one.line, one.reason) for one in read(name).unread] == UNREAD.get(name, [])


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA\nPHOTO:http://example.org/a.png", {"photo": 1}),
        ("PHOTO:", {}),
        ("ORG:Example Grid;Storage", {"department": 1}),
        ("ORG:Example Grid;\nREV:2020\nX-ABLABEL:Home\nUID:1\nPRODID:x\nX-CRM-SLUG:a", {}),
        ("ADR:;;Some Street 1;Berlin;;10115;Germany", {"street address": 1}),
        ("ADR:;;;Berlin;;;Germany", {}),
        ("item1.URL:https://ada.example.org\nURL:https://www.linkedin.com/in/ada", {"web address": 1}),
        ("TEL;TYPE=FAX:1\nTEL:2", {"fax or pager": 1}),
        ("item1.X-ABDATE:2001-02-03\nITEM2.X-ABRELATEDNAMES:Bo", {"anniversary": 1, "relatives": 1}),
    ],
)
def test_what_a_card_says_and_no_contact_holds_is_named(line: str, what: dict[str, int]) -> None:
    data = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{line}\nEND:VCARD\n".encode()
    assert dict(vcard.read(data).dropped) == what
    assert dict(vcard.read(data * 2).dropped) == {name: 2 * count for name, count in what.items()}


@pytest.mark.parametrize("line", ["GRAMGENDER:neuter", "item1.JSPROP;JSPTR=a:1", "VND-63-SENSITIVE-CONTENT-CONFIG:0"])
def test_a_property_that_nobody_knows_is_no_part_of_the_one_above_it(line: str) -> None:
    data = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{line}\nEMAIL:ada@example.org\n{line}\nEND:VCARD\n".encode()
    assert [said(person) for person in vcard.read(data).people] == [
        {"line": 1, "name": "Ada", "emails": ("ada@example.org",)}
    ]


def test_a_word_in_capitals_in_a_note_that_was_badly_folded_stays_in_it() -> None:
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:likes tea\nTODO: bring some\nEND:VCARD\n"
    assert vcard.read(data).people[0].note == "likes tea\nTODO: bring some"


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_kind_of_a_file_is_recognised(file: Path) -> None:
    kind = recognise.kind_of(file.read_bytes())
    assert kind == ("text" if file.parent.name == "csv" else file.parent.name)


KINDS = [
    (b"", "empty"),
    (b"\xef\xbb\xbf \r\n", "empty"),
    (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
    (b'{"a": 1}', "json"),
    (b"<!DOCTYPE html><table>", "html"),
    (b"From ada@example.org Mon Jun  1 10:00:00 2026\nFrom: x\n", "mbox"),
    (b"Return-Path: <ada@example.org>\nSubject: x\n", "mail"),
    (b"dn: cn=Ada,dc=example\n", "ldif"),
    (b"PK\x03\x04....xl/workbook.xml", "excel"),
    (b"PK\x03\x04....Connections.csv", "zip"),
    (b"%PDF-1.7", "pdf"),
    (b"just words", "text"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_other_kinds_are_recognised(data: bytes, kind: str) -> None:
    assert recognise.kind_of(data) == kind


def test_a_column_holds_what_the_user_says() -> None:
    data = (HERE / "csv/own-columns.csv").read_bytes()
    assert anytable.read(data, {}) is None
    assert anytable.columns_of(data) == ["Wie heißt sie", "Schreib an", "Wo", "Was"]
    said_so = {"Wie heißt sie": "name", "Schreib an": "email", "Wo": "company", "Was": "role"}
    found = anytable.read(data, {tables.normal(name): field for name, field in said_so.items()})
    assert found is not None
    assert [said(person) for person in found.people] == [
        {"line": 2, "name": "Ada Muster", "emails": ("ada@example.org",), "company": "Muster AG", "role": "Leitung"}
    ]


OTHERS = {
    "hubspot": "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Job Title,Contact owner\n"
    "7,Ada,Sample,ada@example.org,+49 30 1,Example,Lead,Robin\n",
    "pipedrive": "Person - ID,Person - Name,Person - Email - Work,Person - Phone - Work,Person - Organization,Title\n"
    "7,Ada Sample,ada@example.org,+49 30 1,Example,Lead\n",
    "thunderbird": "First Name,Last Name,Display Name,Primary Email,Mobile Number,Organization,Job Title,Birth Year\n"
    "Ada,Sample,Ada Sample,ada@example.org,+49 30 1,Example,Lead,\n",
    "german": "Kundennummer;Vorname;Nachname;E-Mail 1;Telefon (privat);Firma;Funktion\n"
    "7;Ada;Sample;ada@example.org;+49 30 1;Example;Lead\n",
}


@pytest.mark.parametrize("program", OTHERS)
def test_the_columns_of_other_programs_are_known(program: str) -> None:
    found = anytable.read(OTHERS[program].encode(), {})
    assert found is not None
    assert [said(person) for person in found.people] == [
        {
            "line": 2,
            "name": "Ada Sample",
            "emails": ("ada@example.org",),
            "phones": ("+49 30 1",),
            "company": "Example",
            "role": "Lead",
        }
    ]


def test_nothing_in_a_cell_is_obeyed() -> None:
    people = read("csv/hostile.csv").people
    assert [person.name for person in people] == ["../../etc/passwd", "Evil [31mName", "name: x tier: A", "CON"]
    texts = [text for person in people for text in (person.name, person.company, *person.note.split("\n"))]
    assert all(text.isprintable() for text in texts)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), max_size=80)
WORD = TEXT.map(lambda text: " ".join(text.split())).filter(bool)


@given(WORD, st.lists(WORD, max_size=3), st.lists(TEXT, max_size=4))
def test_what_vobject_writes_is_read(name: str, companies: list[str], lines: list[str]) -> None:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family=name, given="Ada")
    card.add("fn").value = name
    card.add("email").value = "ada@example.org"
    card.add("note").value = "\n".join(lines)
    if companies:
        card.add("org").value = companies
    found = vcard.read(card.serialize().encode())
    assert [(one.name, one.company, one.emails) for one in found.people] == [
        (name, companies[0] if companies else "", ("ada@example.org",))
    ]
    assert found.people[0].note == "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")).strip("\n")


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    st.sampled_from(tables.DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "Exported for you\n\n"]),
)
def test_a_table_is_read_as_it_was_written(rows: list[list[str]], delimiter: str, newline: str, preamble: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([["name", "email", "company"], *rows])
    header = frozenset({"name", "email", "company"})
    found = tables.read(preamble + written.getvalue(), lambda cells: len(header.intersection(cells)))
    assert found is not None
    full = [row for row in rows if any(cell.strip() for cell in row)]
    assert [[cell for cells in row.cells.values() for cell in cells] for row in found.rows] == full
    assert found.blank == len(rows) - len(full)


@settings(max_examples=50)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_read_as_far_as_it_goes(file: Path, draw: st.DataObject) -> None:
    data = file.read_bytes()
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, len(data)))
    damaged = data[:start] + draw.draw(st.binary(max_size=20)) + data[end:]
    for reader in READERS.values():
        found = reader(damaged)
        assert found is None or found.rows == len(found.people) + len(found.unread)
    recognise.kind_of(damaged)


def test_a_title_that_stands_in_the_first_name_as_well_is_there_once() -> None:
    header = "First Name,Last Name,Name Prefix,E-mail 1 - Value"
    found = google.read(f"{header}\nDr. Mia,Sample,Dr.,m@example.org\nDrew,Sample,Dr,d@example.org\n".encode())
    assert found is not None
    assert [person.name for person in found.people] == ["Dr. Mia Sample", "Dr Drew Sample"]


@pytest.mark.parametrize(
    ("cells", "birthday", "left_out"),
    [
        ("1980,5,17", "1980-05-17", ()),
        (",05,17", "05-17", ()),
        (",,", "", ()),
        ("1980,,", "", ('birthday: "1980" is no date',)),
        ("1980,13,40", "", ('birthday: "1980-13-40" is no date',)),
    ],
)
def test_a_birthday_in_three_columns_is_put_together(cells: str, birthday: str, left_out: tuple[str, ...]) -> None:
    head = "First Name,Last Name,Primary Email,Birth Year,Birth Month,Birth Day"
    found = anytable.read(f"{head}\nAda,Sample,ada@example.org,{cells}\n".encode(), {})
    assert found is not None
    assert (found.people[0].birthday, found.people[0].left_out, found.unknown) == (birthday, left_out, ())


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("google/new-headers.csv", {"department": 1, "photo": 1}),
        ("google/old-headers.csv", {}),
        ("outlook/web.csv", {"department": 1, "street address": 1}),
        ("outlook/classic-german.csv", {}),
    ],
)
def test_what_of_an_address_book_no_contact_holds_is_counted(name: str, dropped: dict[str, int]) -> None:
    assert dict(read(name).dropped) == dropped


GOOGLE = (
    "First Name,Group Membership,Address 2 - Street,Address 2 - PO Box,Event 1 - Value,Website 1 - Value,"
    "IM 1 - Value,Mileage"
)
OUTLOOK = "First Name,E-mail Address,Job Title,Web Page,Other Fax,Priority,Manager's Name,Anniversary,Gender,Car Phone"


def test_what_is_counted_is_told_in_words_once_for_each_row() -> None:
    row = "Ada,Family,Some Street 1,9,2001-02-03,https://ada.example.org,ada@chat.example.org,7"
    found = google.read(f"{GOOGLE}\n{row}\n{row}\n".encode())
    assert found is not None
    words = ["anniversary", "chat address", "mileage", "street address", "web address"]
    assert dict(found.dropped) == dict.fromkeys(words, 2)
    row = "Ada,ada@example.org,Lead,https://ada.example.org,+49 1,Normal,Bo,0/0/00,Unspecified,+49 2"
    found = outlook.read(f"{OUTLOOK}\n{row}\n".encode())
    assert found is not None
    assert [word for word, _ in found.dropped] == ["car phone", "fax or pager", "manager s name", "web address"]


def test_of_a_column_of_web_pages_what_is_no_profile_is_counted() -> None:
    pages = "https://ada.example.org,linkedin.com/in/ada,none,,example.org/bo".split(",")
    rows = "".join(f"P{number},{page}\n" for number, page in enumerate(pages))
    found = anytable.read(f"Name,Website\n{rows}".encode(), {})
    assert found is not None
    assert [person.linkedin for person in found.people] == ["", "https://linkedin.com/in/ada", "", "", ""]
    assert found.dropped == (("web address", 2),)


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_alone() -> None:
    rows = "".join(f"P{number},x\n" for number in range(300))
    found = anytable.read(f'Name,Note\nAda,"open\n{rows}Zoe,"two\nlines"\n'.encode(), {})
    assert found is not None
    assert [(one.line, one.reason) for one in found.unread] == [(2, "a quotation mark in it is never closed")]
    assert (len(found.people), found.people[-1].note) == (301, "two\nlines")

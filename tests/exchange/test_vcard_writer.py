from __future__ import annotations

import vobject
from hypothesis import given
from hypothesis import strategies as st

from crm.core.model import Birthday, Contact
from crm.core.text.unseen import without_unseen
from crm.exchange import vcard_writer

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
TEXTS = st.lists(TEXT, min_size=1, max_size=3).map(tuple)
FIELDS = st.fixed_dictionaries(
    {"name": TEXT.filter(str.strip)},
    optional={
        "aliases": TEXTS,
        "email": TEXTS,
        "phone": TEXTS,
        "linkedin": TEXT,
        "company": TEXT,
        "role": TEXT,
        "location": TEXT,
        "met": TEXT,
        "tags": TEXTS,
        "topics": TEXTS,
        "birthday": st.dates().map(lambda day: Birthday(day.month, day.day, day.year)),
    },
)


def contact(slug: str = "ada-example", **fields: object) -> Contact:
    return Contact(slug, f"contacts/{slug}.md", {"name": "Ada Example", **fields})


def written(slug: str = "ada-example", **fields: object) -> str:
    return vcard_writer.card(contact(slug, **fields), vcard_writer.uid(slug))


def seen(text: str) -> str:
    """What is left of a text once nothing in it can begin a line or hide."""
    return without_unseen(text)


@given(FIELDS, TEXT)
def test_another_reader_finds_what_was_written(fields: dict[str, object], slug: str) -> None:
    text = vcard_writer.card(Contact(slug, "contacts/x.md", fields), "1")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not set("\r\n") & set(text.replace("\r\n", ""))
    [card] = vobject.readComponents(text)
    assert card.fn.value == seen(str(fields["name"]))
    assert card.uid.value == "1"
    assert card.contents["x-crm-slug"][0].value in {seen(slug), vcard_writer._text(slug)}  # it knows no X- property
    addresses = [line.value for line in card.contents.get("email", [])]
    assert addresses == [seen(address) for address in _texts(fields.get("email"))]
    assert [line.value for line in card.contents.get("tel", [])] == [seen(one) for one in _texts(fields.get("phone"))]
    assert (card.title.value if "title" in card.contents else None) == _seen(fields.get("role"))
    assert (card.org.value if "org" in card.contents else None) == (
        [_seen(fields["company"])] if "company" in fields else None
    )
    tags = card.categories.value if "categories" in card.contents else []
    assert tags == [seen(tag) for tag in _texts(fields.get("tags"))]


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _seen(value: object) -> str | None:
    return seen(value) if isinstance(value, str) else None


@given(FIELDS, TEXT)
def test_a_card_is_known_again_until_something_in_it_changes(fields: dict[str, object], slug: str) -> None:
    text = vcard_writer.card(Contact(slug, "contacts/x.md", fields), "1")
    [card] = vcard_writer.cards(text)
    assert card.intact
    assert (card.uid, card.slug) == ("1", seen(slug))
    [edited] = vcard_writer.cards(text.replace("VERSION:3.0\r\n", "VERSION:3.0\r\nTEL:1\r\n"))
    assert not edited.intact


def test_nothing_of_a_name_begins_a_line() -> None:
    text = written(name="Ada\r\nEMAIL:evil@example.org\nEND:VCARD\u2028TEL:1\x0bX\x1b[2J", role="a;b,c\\n")
    assert [line.partition(":")[0] for line in text.replace("\r\n ", "").split("\r\n")] == (
        [*"BEGIN VERSION PRODID UID N FN TITLE X-CRM-SLUG X-CRM-DIGEST END".split(), ""]
    )
    assert "TITLE:a\\;b\\,c\\\\n\r\n" in text
    assert "\x1b" not in text


def test_birthdays() -> None:
    assert "BDAY:--05-07\r\n" in written(birthday=Birthday(5, 7))
    assert "BDAY:1980-05-07\r\n" in written(birthday=Birthday(5, 7, 1980))


def test_the_first_address_is_the_preferred_one() -> None:
    text = written(email=("a@example.org", "b@example.org"), phone=("1",))
    assert "EMAIL;TYPE=INTERNET,PREF:a@example.org\r\nEMAIL;TYPE=INTERNET:b@example.org\r\nTEL;TYPE=VOICE:1\r\n" in text


def test_a_profile_is_an_address_of_the_web_and_none_is_none() -> None:
    text = written(linkedin="https://www.linkedin.com/in/a b")
    assert "URL:https://www.linkedin.com/in/a%20b\r\n" in text
    assert "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/a%20b\r\n" in text
    assert "URL" not in written(linkedin="none")


def test_names_are_sorted_by_the_family() -> None:
    for name, line in (
        ("Ludwig van Beethoven", "N:van Beethoven;Ludwig;;;"),
        ("Dr. van der Example", "N:van der Example;;;;"),
        ("Dr. Ada Mary Example, PhD", "N:Example;Ada Mary;;;"),
        ("Cher", "N:;Cher;;;"),
        ("Example, Jordan", "N:Example;Jordan;;;"),
        ("山田 太郎", "N:山田;太郎;;;"),
    ):
        assert f"{line}\r\n" in written(name=name)
        assert f"FN:{name.replace(',', chr(92) + ',')}\r\n" in written(name=name)


def test_the_identity_is_the_same_on_every_machine() -> None:
    assert vcard_writer.uid("jordan-example") == "31f37730-11a8-5f23-802c-ad842ef716f8"
    assert vcard_writer.uid("../../etc/passwd").replace("-", "").isalnum()

"""``crm dupes`` and ``crm merge``: who is there twice, one contact of two, and who is not the same."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Crm

JORDAN = """\
---
name: Jordan Example  # my friend
email: jordan@example.org # home
phone: "+49 30 1234567"
company: Example Grid
tier: B
introduced_by: sam-sample
added: 2026-03-01
---

Met at the meetup.

## Log

- 2026-03-01 call: about grids
- 2026-05-01 call: about tea
"""

OTHER = """\
---
name: J. Example
email: j@work.example.org
phone: 030 1234567
linkedin: https://www.linkedin.com/in/jordan-example
company: Other Corp
tier: A
tags: [energy]
own: kept
added: 2026-01-05
---

Likes coffee.

## Log

- 2026-02-01 linkedin: connected
- 2026-03-01 call: about grids
"""


@pytest.fixture
def twice(crm: Crm) -> Crm:
    crm.write("contacts/jordan-example.md", JORDAN)
    crm.write("contacts/j-example.md", OTHER)
    crm.write(
        "contacts/sam-sample.md",
        "---\nname: Sam Sample\nintroduced_by: '[[j-example]]' # theirs\ndifferent_from: [j-example, x]\n---\n"
        "Knows [[j-example|Jay]], [[j-example-two]], [card](j-example.md) and j-example.\n",
    )
    crm.write("notes/2026-06-01-j-example-update.md", "---\nkind: update\nto: j-example\n---\n\nDear Jay,\n")
    crm.write("notes/r.md", "---\nkind: report-back\nto: sam-sample\nabout: j-example 2026-03-01\n---\n\nDear Sam,\n")
    crm.write("articles/a.md", "---\ntitle: A\n---\n\nFrom [[contacts/j-example#Log]].\n")
    return crm


def test_who_is_there_twice_with_the_reason_and_the_command(twice: Crm) -> None:
    twice.contact("ada-sample", "", "company: Example\n")
    twice.contact("a-sample", "", "company: Example\n")
    assert twice("dupes").out == (
        "certain  j-example  jordan-example: same phone number +49301234567\n"
        "    crm merge j-example jordan-example\n"
        "likely  a-sample  ada-sample: similar name, same company\n"
        "    crm merge a-sample ada-sample\n"
        "    crm dupes --different a-sample ada-sample\n"
    )
    twice.contact("bob-sample", "", "company: One\nlinkedin: https://www.linkedin.com/in/bob-1\n")
    twice.contact("bob-sample-2", "", "company: Two\nlinkedin: https://www.linkedin.com/in/bob-2\n")
    twice.write(
        "contacts/bob-sample-2.md", twice.read("contacts/bob-sample-2.md").replace("Bob Sample 2", "Bob Sample")
    )
    assert twice("dupes").out.endswith(
        "unlikely  bob-sample  bob-sample-2: same name, but another LinkedIn profile\n"
        "    crm dupes --different bob-sample bob-sample-2\n"
        "    crm merge bob-sample bob-sample-2\n"
    )
    assert twice("dupes", "bob-sample", "--json").json[0]["certainty"] == "unlikely"
    twice("dupes", "--different", "bob-sample", "bob-sample-2")
    assert "bob" not in twice("dupes").out
    assert twice("dupes", "sam").out == "Nobody is in the book twice, as far as names and addresses tell.\n"
    assert twice("dupes", "j-example", "--json").json[0] == {
        "keep": "j-example",
        "other": "jordan-example",
        "certainty": "certain",
        "reason": "same phone number +49301234567",
        "command": "crm merge j-example jordan-example",
    }


def test_two_become_one_and_nothing_of_either_is_lost(twice: Crm) -> None:
    done = twice("merge", "jordan-example", "j-example")
    assert twice.read("contacts/jordan-example.md") == (
        "---\n"
        "name: Jordan Example  # my friend\n"
        "email: [jordan@example.org, j@work.example.org] # home\n"
        'phone: "+49 30 1234567"\n'
        "linkedin: https://www.linkedin.com/in/jordan-example\n"
        "company: Example Grid\n"
        "tier: B\n"
        "tags: [energy]\n"
        "own: kept\n"
        "introduced_by: sam-sample\n"
        "added: 2026-01-05\n"
        "aliases: [J. Example]\n"
        "conflicts:\n"
        '  - "company: Other Corp"\n'
        '  - "tier: A"\n'
        "---\n"
        "\n"
        "Likes coffee.\n"
        "\n"
        "Met at the meetup.\n"
        "\n"
        "## Log\n"
        "\n"
        "- 2026-02-01 linkedin: connected\n"
        "- 2026-03-01 call: about grids\n"
        "- 2026-05-01 call: about tea\n"
    )
    assert not (twice.root / "contacts/j-example.md").exists()
    assert "  noted under conflicts: company: Other Corp\n" in done.out
    assert done.err == "To settle what differs: crm resolve\n"


def test_who_named_the_one_names_the_other(twice: Crm) -> None:
    twice("merge", "jordan-example", "j-example")
    assert twice.read("contacts/sam-sample.md") == (
        '---\nname: Sam Sample\nintroduced_by: "[[jordan-example]]" # theirs\n'
        "different_from: [jordan-example, x]\n---\n"
        "Knows [[jordan-example|Jay]], [[j-example-two]], [card](jordan-example.md) and j-example.\n"
    )
    assert "to: jordan-example\n" in twice.read("notes/2026-06-01-j-example-update.md")
    assert "about: jordan-example 2026-03-01\n" in twice.read("notes/r.md")
    assert "[[contacts/jordan-example#Log]]" in twice.read("articles/a.md")


LINES = """\
# {0}: delete a line
0123456789abcdef {0} 2026-06-01 coffee: with {0}
0123456789abcdee {0}-two 2026-06-01 coffee
{0} 0123456789abcdef
0123456789abcded\t{0}"""


def test_what_was_refused_for_the_one_is_refused_for_the_other(twice: Crm) -> None:
    for name in ("refused.txt", "meetings.txt"):
        twice.write(name, LINES.format("j-example").replace("\n", "\r\n").encode())
    done = twice("merge", "jordan-example", "j-example")
    for name in ("refused.txt", "meetings.txt"):
        said = LINES.format("j-example").replace("f j-example 2026", "f jordan-example 2026")
        said = said.replace("\tj-example", "\tjordan-example").replace("\n", "\r\n")
        assert (twice.root / name).read_bytes().decode() == said
        assert f"  {name} names jordan-example now\n" in done.out


def test_nobody_is_their_own_introducer(crm: Crm) -> None:
    crm.contact("ada-example", "", "introduced_by: bo-example\n")
    crm.contact("bo-example", "", "introduced_by: ada-example\n")
    crm("merge", "ada-example", "bo-example")
    assert "introduced_by" not in crm.read("contacts/ada-example.md")


def test_a_refusal_is_remembered_in_the_file(crm: Crm) -> None:
    crm.contact("ada-example")
    crm.write("contacts/ada-2.md", "---\nname: Ada Example\n---\n")
    assert "likely" in crm("dupes").out
    said = crm("dupes", "--different", "ada-example", "ada-2").out
    assert said == "ada-example and ada-2 are two people: noted in contacts/ada-example.md\n"
    assert "different_from: [ada-2]\n" in crm.read("contacts/ada-example.md")
    assert crm("dupes").out == "Nobody is in the book twice, as far as names and addresses tell.\n"
    assert (
        "are marked as different people; take it out of different_from"
        in crm("merge", "ada-2", "ada-example", status=2).err
    )
    assert "already" in crm("dupes", "--different", "ada-2", "ada-example", status=2).err


REFUSED = [
    (("merge", "ada-example", "ada-example"), 2, "both are ada-example; name two contacts"),
    (("merge", "ada-example", "zzz"), 2, 'there is no contact "zzz"'),
    (("merge", "ada-example", "broken"), 1, "contacts/broken.md:3: "),
    (("dupes", "--different", "ada-example", "ada-example"), 2, "both are ada-example"),
    (("dupes", "--different", "ada-example"), 2, "two contacts are to be named; write crm dupes --different"),
    (("dupes", "zzz"), 2, 'there is no contact "zzz"'),
]


@pytest.mark.parametrize(("words", "status", "sentence"), REFUSED)
def test_what_cannot_be_done_changes_nothing(crm: Crm, words: tuple[str, ...], status: int, sentence: str) -> None:
    crm.contact("ada-example", "", "tier: B\n")
    crm.write("contacts/broken.md", "---\nname: Broken\ntags: [a\n---\n")
    before = {path: path.read_bytes() for path in crm.root.rglob("*.md")}
    done = crm(*words, status=status)
    assert sentence in done.err
    assert {path: path.read_bytes() for path in crm.root.rglob("*.md")} == before


def test_a_file_that_cannot_be_read_keeps_what_it_says_and_is_named(twice: Crm) -> None:
    broken = twice.write("contacts/broken.md", "---\nname: Broken\ntags: [a\n---\n[[j-example]]\n")
    done = twice("merge", "jordan-example", "j-example")
    assert "contacts/broken.md cannot be read, so what it says of j-example stays as it is" in done.err
    assert broken.read_bytes().endswith(b"[[j-example]]\n")

from __future__ import annotations

import pytest

from crm.core.contacts import names


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Jordan Example", "Jordan"),
        ("Jordan", "Jordan"),
        ("Example, Jordan", "Jordan"),
        ("Jordan Example, PhD", "Jordan"),
        ("Jordan Example Jr.", "Jordan"),
        ("Example, Jordan, MBA", "Jordan"),
        ("Dr. Jordan Example", "Dr. Example"),
        ("Prof. Dr. Jordan Example", "Prof. Example"),
        ("Dr. Jo van der Example", "Dr. van der Example"),
        ("Dr. van der Example", "Dr. van der Example"),
        ("Prof. Dr. Van der Example", "Prof. Van der Example"),
        ("Dr. de la Example", "Dr. de la Example"),
        ("van der Example", "van der Example"),
        ("van der Example, Jo", "Jo"),
        ("Van Example", "Van"),
        ("Al Example", "Al"),
        ("Dr. Al van Example", "Dr. van Example"),
        ("Dr. Di Example", "Dr. Example"),
        ("Chef Jordan Example", "Chef Example"),
        ("Ludwig von und zu Example", "Ludwig"),
        ("J. Example", "J. Example"),
        ("J Example", "J Example"),
        ("Jean-Luc Example", "Jean-Luc"),
        ("文 小龍", "文 小龍"),
        ("Dr.", "Dr."),
        ("Jordan\nBcc: all@example.org", "Jordan"),
        ("", ""),
    ],
)
def test_how_a_person_is_addressed(name: str, greeting: str) -> None:
    assert names.greeting(name) == greeting

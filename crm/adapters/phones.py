"""Phone numbers in their international form, by Google's tables, and the country that national ones belong to."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = re.compile(r"\d")
_LEAST = 7


@lru_cache(maxsize=65_536)
def international(text: str, region: str | None = None) -> str | None:
    """A number as ``+4930123456`` (E.164); None for what cannot be one, or is national and nobody knows where.

    ``region`` is the country of national numbers, as ``DE``.
    """
    if len(_DIGITS.findall(text)) < _LEAST:
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def region_of_number(text: str) -> str | None:
    """The country of an international number, as ``DE``; None for one that is national or of several."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None
    code = number.country_code or 0
    found = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(code)
    return str(found) if found not in {None, "ZZ", "001"} else None


def region_of_zone(name: str) -> str | None:
    """The country of a time zone such as ``Europe/Berlin``; None for one that is no place of one country."""
    from importlib.resources import files

    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[2] == name:
            return cells[0]
    return None

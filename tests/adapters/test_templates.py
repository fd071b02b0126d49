from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.adapters import templates
from crm.adapters.templates import BadTemplate, render
from crm.core.notes.note import KINDS

VALUES = {"name": "Jordan", "words": ["a", "b"], "to": {"name": "Jo", "empty": ""}, "turns": [0, 1]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_template(kind: str) -> None:
    assert "{{ to.greeting }}" in templates.built_in(kind)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Dear {{ name }},\n", "Dear Jordan,"),
        ("{{ to.name }} {{ to['name'] }} {{ words[1] }}", "Jo Jo b"),
        ("{% if to.empty %}yes{% elif turns[0] == 0 and not to.empty %}zero{% else %}no{% endif %}", "zero"),
        ("{% for word in words %}{{ loop.index }}{{ word }}{% if not loop.last %}, {% endif %}{% endfor %}", "1a, 2b"),
        ("{{ words | join(' and ') }} {{ name | upper }} {{ to.empty or 'nothing' }}", "a and b JORDAN nothing"),
        ("{% set who = name ~ '!' %}{{ who }}", "Jordan!"),
        ("{{ words | length }}{{ 'a' in words }}{{ nobody is defined }}", "2TrueFalse"),
        ("{{ '<b>' }} & {{ name }}", "<b> & Jordan"),
        ("{# said to nobody #}ok", "ok"),
    ],
)
def test_what_a_template_can_say(template: str, text: str) -> None:
    assert render(template, VALUES) == text


def test_a_value_is_never_read_as_a_template() -> None:
    assert render("{{ name }}", {"name": "{{ 7 }}{% for x in y %}"}) == "{{ 7 }}{% for x in y %}"


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("ok\n{{ nobody }}", 2, "'nobody' is undefined"),
        ("\n\n{{ to.nothing }}", 3, "no attribute 'nothing'"),
        ("{% if %}", 1, "Expected an expression"),
        ("{% for word in words %}", 1, "endfor"),
        ("{{ name | shout }}", 1, "No filter named 'shout'"),
        ("{{ words }}", 1, "a list or a mapping"),
        ("{{ to }}", 1, "a list or a mapping"),
        ("{{ name + 1 }}", 1, "concatenate"),
        ("{% for letter in 5 %}{% endfor %}", 1, "not iterable"),
    ],
)
def test_a_mistake_is_told_with_its_line(template: str, line: int, said: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        render(template, VALUES)
    assert said in str(refused.value)
    assert refused.value.line == line


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.format() }}",
        "{{ (name|attr('format'))(1) }}",
        "{{ name.upper }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(3) }}",
        "{{ cycler(1) }}",
        "{{ lipsum() }}",
        "{{ namespace(a=1) }}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% macro f() %}{% endmacro %}",
        "{% call f() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
        "{% set x %}a{% endset %}",
        "{% set to.name = 'Eve' %}",
        "{% do words.append(1) %}",
        "{{ words|map('upper') }}",
        "{{ name|format(1) }}",
        "{{ '%s' % name }}",
        "{% for w in words recursive %}{{ loop(w) }}{% endfor %}",
    ],
)
def test_what_could_reach_further_is_refused(template: str) -> None:
    with pytest.raises(BadTemplate):
        render(template, VALUES)


BOMBS = {
    "range": "{% for x in range(99999) %}{% endfor %}" * 9,
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a product": "{{ 'a' * 999999999 }}",
    "a constant product": "{% set x = 'a' * 999999999 %}",
    "a wide field": "{{ '%0999999999d' % 1 }}",
    "a large number": f"{{{{ 1{'0' * 9000} }}}}",
    "doubling a text": "{% set x = name %}" + "{% set x = x ~ x %}" * 500 + "{{ x }}",
    "adding a text": "{% set x = name %}" + "{% set x = x + x %}" * 500 + "{{ x }}",
    "doubling a list": "{% set x = words %}" + "{% set x = [x, x] %}" * 500 + "{{ x | length }}",
    "adding a list": "{% set x = words %}" + "{% set x = x + x %}" * 500 + "{{ x | length }}",
    "joining": "{% set x = name | join(name) %}" + "{% set x = x | join(x) %}" * 60,
    "loops in loops": f"{{% for a in '{'x' * 100} ' %}}" * 15 + "{% endfor %}" * 15,
    "loops that say nothing": f"{{% for a in '{'x' * 4000}' %}}{{% for b in words %}}{{% endfor %}}{{% endfor %}}",
    "loops that say much": f"{{% for a in '{'x' * 4000}' %}}{'y' * 4000}{{% endfor %}}",
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "deep lists": "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "deep conditions": "{% if name %}" * 700 + "{% endif %}" * 700,
    "deep loops": "{% for a in words %}" * 300 + "{% endfor %}" * 300,
    "deep negation": "{{ " + "not " * 4000 + "1 }}",
    "a long template": "y" * 20_001,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_template_takes_long_or_much(bomb: str) -> None:
    with pytest.raises(BadTemplate):
        render(BOMBS[bomb], VALUES)  # unbounded, each would take hours or all memory


PIECES = [
    *("{{ ", " }}", "{% ", " %}", "for x in words", "endfor", "if name", "else", "endif", "set x = ", "x", "name"),
    *("words", " ~ ", " + ", "|join(", "|upper", ")", "(", "[", "]", "'a'", ".", "to", "name", "\n", "loop.index"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_template_is_rendered_or_refused(parts: list[str]) -> None:
    text = ""
    with contextlib.suppress(BadTemplate):
        text = render(" ".join(parts), VALUES)
    assert len(text) <= templates.LONGEST_TEXT

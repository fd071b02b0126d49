"""Templates of notes: the built-in ones, and the rendering of any, within bounds that no template can leave.

A template may come from somebody else who shares the book. So it sees plain texts, lists and mappings, and a language
without calls, macros, imports and arithmetic that multiplies: what is left cannot reach the machine, and is bounded
in what it writes and how long it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

LONGEST_TEMPLATE = 20_000
"""Characters of a template at most: many times a long note."""

LONGEST_TEXT = 20_000
"""Characters of a rendered note at most."""

MOST_WORK = 200_000
"""What a rendering may do at most, in characters that are made."""

COST_OF_A_ROUND = 100
"""What each round of a loop counts as."""

FOLDER = Path(__file__).parent.parent / "templates"

_ALLOWED = (
    *("Template", "Output", "TemplateData", "If", "For", "Assign", "Name", "Const", "List", "Tuple", "Dict", "Pair"),
    *("Getattr", "Getitem", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not", "CondExpr", "Concat"),
    *("Add", "Sub"),
)
_FILTERS = ("capitalize", "default", "first", "last", "length", "lower", "trim", "upper")
_WORDS = {"Call": "a call", "Mul": "multiplying", "Pow": "a power", "Extends": "extends", "Slice": "a slice"}
_COUNTED, _MEASURED = "_counted", "_measured"


class BadTemplate(ValueError):
    """A template that cannot be rendered; ``line`` is where, as far as that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def file_name(kind: str) -> str:
    """The name of the file that holds the template of a kind, among the built-in ones and in the book's own."""
    return f"{kind}.md.j2"


def built_in(kind: str) -> str:
    """The text of the built-in template of a kind."""
    return (FOLDER / file_name(kind)).read_text(encoding="utf-8")


def render(template: str, values: Mapping[str, object]) -> str:
    """The text that a template makes of values. Raises BadTemplate."""
    from jinja2 import TemplateError, TemplateSyntaxError

    if len(template) > LONGEST_TEMPLATE:
        raise BadTemplate(f"it is longer than {LONGEST_TEMPLATE} characters")
    try:
        return _rendered(template, values)
    except BadTemplate as error:
        raise BadTemplate(str(error), error.line or _line_of(error)) from None
    except TemplateSyntaxError as error:
        raise BadTemplate(str(error.message), error.lineno) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise BadTemplate("it is nested too deeply") from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise BadTemplate(str(error) or type(error).__name__, _line_of(error)) from None


def _rendered(template: str, values: Mapping[str, object]) -> str:
    budget, compiled = _compiled(template)
    budget.left = MOST_WORK
    written: list[str] = []
    for part in compiled.generate(values):
        budget.spend(len(part))
        written.append(part)
    text = "".join(written)
    if len(text) > LONGEST_TEXT:
        raise BadTemplate(f"it writes more than {LONGEST_TEXT} characters")
    return text


@lru_cache(maxsize=8)
def _compiled(template: str) -> tuple[_Budget, Template]:
    """A template that is made ready, and the budget on which it draws."""
    budget = _Budget()
    environment = _environment(budget)
    tree = environment.parse(template)
    _bound(tree)
    return budget, environment.from_string(tree)


class _Budget:
    """The work that one rendering may still do."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise BadTemplate("it makes too much text, or its loops go round too often")

    def counted(self, items: Iterable[object]) -> Iterator[object]:
        """What a loop goes through."""
        for item in items:
            self.spend(COST_OF_A_ROUND)
            yield item

    def measured(self, value: object) -> object:
        """A value, paid for by its size with all that it holds."""
        waiting = [value]
        while waiting:
            held = waiting.pop()
            self.spend(1 + (len(held) if isinstance(held, str) else 0))
            if isinstance(held, Mapping):
                waiting.extend(held.values())
            elif isinstance(held, list | tuple):
                waiting.extend(held)
        return value

    def joined(self, items: Iterable[object], between: str = "") -> str:
        """The items with a text between them, paid for before it is made."""
        texts = [str(item) for item in items]
        self.spend(len(texts) * (1 + len(between)) + sum(map(len, texts)))
        return str(between).join(texts)


def _environment(budget: _Budget) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        optimized=False,  # constants are not worked out before the budget can count them
        autoescape=False,
        finalize=_printable,
    )
    environment.globals = {}
    kept = {name: environment.filters[name] for name in _FILTERS}
    environment.filters = {**kept, "join": budget.joined, _COUNTED: budget.counted, _MEASURED: budget.measured}
    return environment


def _printable(value: object) -> object:
    """A value that may stand in a note. Raises BadTemplate for a list or mapping, which a person would not write."""
    from jinja2 import Undefined

    if isinstance(value, str | int | float | Undefined):
        return value
    raise BadTemplate("it writes a list or a mapping: name one of its parts")


def _bound(tree: nodes.Template) -> None:
    """Refuse in a parsed template what has no bounds, and put every loop and every made value on the budget."""
    from jinja2 import nodes
    from jinja2.visitor import NodeTransformer

    class Bounds(NodeTransformer):
        def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
            name = type(node).__name__
            if name not in _ALLOWED:
                raise BadTemplate(
                    f"{_WORDS.get(name, name.lower())} is not possible in a template of a note", node.lineno
                )
            super().generic_visit(node, *args, **kwargs)
            if isinstance(node, nodes.For):
                node.iter = _filtered(node.iter, _COUNTED)
            elif isinstance(node, nodes.Assign):
                node.node = _filtered(node.node, _MEASURED)
            elif isinstance(node, nodes.Concat | nodes.Add | nodes.Filter):
                return _filtered(node, _MEASURED)
            return node

    def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
        return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None, lineno=node.lineno)

    Bounds().visit(tree)


def _line_of(error: BaseException) -> int | None:
    """The line of the template at which a rendering failed."""
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

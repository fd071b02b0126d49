"""The digest as plain text, as Markdown and as HTML."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from html import escape

from crm.book.outward.digesting import Digest, Ready
from crm.cli.output import times
from crm.cli.output.due_list import counted, when
from crm.cli.output.text import safe
from crm.core.follow_ups.due import Standing
from crm.core.follow_ups.wording import command, why
from crm.core.state.situation import Situation

NOTHING = "Nothing is due. Enjoy the conversation you are in."

_MARKS = re.compile(r"([\\`*_{}\[\]<>#!|~$&]|^[-+=])|(?<=\d)([.)])(?= )")
"""What Markdown would take for a mark: some characters anywhere, others where they would begin a list or a line."""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="crm digest">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; line-height: 1.4; max-width: 42em; margin: 1em auto; padding: 0 1em; }}
li {{ margin-bottom: .8em; }}
.late {{ color: #b00020; }}
.why, .coming {{ color: #555; }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def title(found: Digest, situation: Situation) -> str:
    """``Tue 9 Jun: 7 follow-ups, 1 late``."""
    return f"{times.day(situation.today, situation.today)}: {counted(found.owed)}"


def text(found: Digest, situation: Situation) -> str:
    """Plain text, for a mail and a terminal."""
    return "\n".join(_text(found, situation)) + "\n"


def _text(found: Digest, situation: Situation) -> Iterator[str]:
    if found.empty:
        yield NOTHING
        return
    yield title(found, situation)
    for index, item in enumerate(found.owed):
        ready = found.ready.get(index)
        head, said, reason, step = _parts(item, situation, ready)
        yield from ("", f"{head}", f"    {said}", f"    {reason}", f"    {f'{_told(ready)}: ' if ready else ''}{step}")
        if ready and ready.link:
            yield f"    {ready.link}"
    if found.coming:
        yield from ("", "Coming up")
    for item in found.coming:
        head, said, _, _ = _parts(item, situation)
        yield f"    {head}, {said}"
    yield from _more(found)


def markdown(found: Digest, situation: Situation) -> str:
    """Markdown, in which nothing that a file says is a mark."""
    return "\n".join(_markdown(found, situation)) + "\n"


def _markdown(found: Digest, situation: Situation) -> Iterator[str]:
    if found.empty:
        yield NOTHING
        return
    yield f"# {title(found, situation)}"
    yield ""
    for index, item in enumerate(found.owed):
        ready = found.ready.get(index)
        head, said, reason, step = _parts(item, situation, ready)
        draft = f" · {f'[{_told(ready)}](<{ready.link}>)' if ready.link else _told(ready)}" if ready else ""
        yield f"- **{_plain(head)}**, {_plain(said)}{draft}  "
        yield f"  {_plain(reason)}  "
        yield f"  {_code(step)}"
    if found.coming:
        yield from ("", "## Coming up", "")
    for item in found.coming:
        head, said, _, _ = _parts(item, situation)
        yield f"- {_plain(head)}, {_plain(said)}"
    yield from _more(found)


def html(found: Digest, situation: Situation) -> str:
    """A page of HTML that loads nothing."""
    body = "\n".join(_html(found, situation))
    return _PAGE.format(title=escape(NOTHING if found.empty else title(found, situation)), body=body)


def _html(found: Digest, situation: Situation) -> Iterator[str]:
    if found.empty:
        return
    yield "<ol>"
    for index, item in enumerate(found.owed):
        ready = found.ready.get(index)
        head, said, reason, step = (escape(part) for part in _parts(item, situation, ready))
        draft = f" · {_link(ready)}" if ready else ""
        yield f'<li class="{item.state}"><strong>{head}</strong>, {said}{draft}<br>'
        yield f'<span class="why">{reason}</span><br><code>{step}</code></li>'
    yield "</ol>"
    if found.coming:
        yield '<h2>Coming up</h2>\n<ul class="coming">'
        for item in found.coming:
            head, said, _, _ = (escape(part) for part in _parts(item, situation))
            yield f"<li>{head}, {said}</li>"
        yield "</ul>"
    yield from (f"<p>{escape(line)}</p>" for line in _more(found) if line)


def _told(ready: Ready) -> str:
    return "the draft is ready" if ready.link else "the draft is ready, and too long for a link"


def _link(ready: Ready) -> str:
    return f'<a href="{escape(ready.link)}">{_told(ready)}</a>' if ready.link else _told(ready)


def _parts(item: Standing, situation: Situation, ready: Ready | None = None) -> Sequence[str]:
    """What and who; when; why and where it is written; the command, which for a draft that is ready hands it over."""
    follow_up = item.follow_up
    cause = follow_up.cause
    parts = (
        f"{follow_up.action}: {follow_up.contact.name}",
        when(item, situation.now, situation.contents.zone),
        f"{why(follow_up)} ({cause.path}:{cause.line})",
        f"crm send {shlex.quote(ready.path)}" if ready else command(follow_up),
    )
    return [safe(part) for part in parts]


def _more(found: Digest) -> Iterator[str]:
    if found.hidden:
        yield from ("", f"{found.hidden} more with: crm due --all")


def _plain(text: str) -> str:
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)


def _code(text: str) -> str:
    """A span of code, in a fence that is longer than any in it."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"

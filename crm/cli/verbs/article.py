"""``crm article``: the reading list."""

from __future__ import annotations

from typing import Annotated

import typer

from crm.book import articles
from crm.book.articles import NewArticle
from crm.cli import complete
from crm.cli.output import reading_list, views
from crm.cli.output.text import safe
from crm.cli.session import session
from crm.core.articles.reading_list import ranked, recipients

app = typer.Typer(
    help="The reading list: articles, and whom they are for.\n\nAn article that you have not read is never proposed.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_TITLE = typer.Option(help="Its title; needed unless --fetch finds it.")


@app.command()
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", show_default=False)],
    title: Annotated[str | None, _TITLE] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="What it is about; repeat for more.", show_default=False)
    ] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    read: Annotated[bool, typer.Option("--read", help="You have read it: it may be proposed.")] = False,
    why: Annotated[str, typer.Option(help="Why it is worth sending.")] = "",
    fetch: Annotated[bool, typer.Option("--fetch", help="Take title and date from the page.")] = False,
) -> None:
    """Add an article; prints the path of its file. Nothing is fetched unless you say so."""
    here = session(ctx)
    page = articles.fetched(url) if fetch else None
    new = NewArticle(
        url,
        title or (page.title if page else ""),
        topic or (),
        published or (page.published if page else None),
        "today" if read else None,
        why,
    )
    here.out.lines([safe(articles.add(here.book, new))])
    here.report()


@app.command("list")
def list_(ctx: typer.Context, as_json: _Json = False) -> None:
    """All articles, the latest added first, and to how many each was sent."""
    here = session(ctx)
    rows = reading_list.rows(here.book.situation)
    if as_json:
        here.out.json([views.article(*row) for row in rows])
    else:
        here.out.lines(reading_list.lines(rows, here.out))
    here.report()


@app.command("for")
def for_(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", autocompletion=complete.contacts, show_default=False)],
    as_json: _Json = False,
) -> None:
    """Articles that fit a contact and have not been sent to them, the best first, each with its reason."""
    here = session(ctx)
    situation = here.book.situation
    found = ranked(situation.history(here.book.contact(contact)), situation)
    if as_json:
        here.out.json([views.match(match) for match in found])
    else:
        here.out.lines(reading_list.matches(found, here.out))
    here.report()


@app.command("recipients")
def recipients_(
    ctx: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", autocompletion=complete.articles, show_default=False)],
    as_json: _Json = False,
) -> None:
    """Contacts whom an article fits and who have not had it, the best first, each with the reason."""
    here = session(ctx)
    found = recipients(articles.find(here.book, article), here.book.situation)
    if as_json:
        here.out.json(
            [{"contact": one.contact.slug, "name": one.contact.name, **views.match(one.match)} for one in found]
        )
    else:
        here.out.lines(reading_list.recipients(found, here.out))
    here.report()

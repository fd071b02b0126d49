"""Drafting a note from what the log holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crm.adapters import templates
from crm.adapters.store import Exists, Missing, StoreError
from crm.adapters.templates import BadTemplate
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import NOTES
from crm.book.operation import Operation
from crm.core.model import Note
from crm.core.notes.drafts import draft as drafting
from crm.core.notes.drafts.draft import Draft, NoSuchArticle, Render
from crm.core.notes.drafts.order import Facts, Order
from crm.core.notes.drafts.talks import NoSuchTalk
from crm.core.notes.drafts.talks import about as about_text
from crm.core.notes.note import KINDS
from crm.core.notes.talks import nudged_or_answered, talk_of
from crm.core.state.situation import Situation
from crm.core.text.texts import quoted
from crm.core.times import dates


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and the path of its file; ``existed`` where the draft about the same talk stood there already."""

    draft: Draft
    path: str
    existed: bool


def compose(book: Book, kind: str, word: str, about: str | None = None, article: str | None = None) -> Draft:
    """The draft of a note, without writing it. Raises Wrong, and Unmet for a template that fails."""
    to = book.contact(word)
    if kind not in KINDS:
        raise Wrong(f"there is no kind of note {quoted(kind)}", _meant(kind))
    if to.status in {"do-not-contact", "deceased"}:
        book.remarks.append(f"{to.name} is marked {to.status}: crm send refuses this note")
    situation = Situation(book.with_notes, book.now)
    try:
        wanted = drafting.order(kind, to, situation, about, article)
    except NoSuchTalk as error:
        raise Wrong(str(error), error.hint) from None
    except NoSuchArticle as error:
        raise Wrong(str(error), "see which there are with: crm article list") from None
    _remark_on_answer(book, kind, wanted)
    return drafting.compose(wanted, _renderer(book, kind))


def _remark_on_answer(book: Book, kind: str, wanted: Order) -> None:
    """Says what became of the request, where a nudge has none to repeat: there is none, or they have answered."""
    if kind != "nudge":
        return
    past = wanted.situation.history(wanted.to)
    request = wanted.entry or next(reversed(past.of({"request"})), None)
    if request is None:
        book.remarks.append(f"the log of {wanted.to.slug} has no request that this nudge could repeat")
        return
    after = nudged_or_answered(request, past)
    if after and after.kind.like != "nudge":
        book.remarks.append(
            f"the request of {request.stamp.day} was followed by the {after.kind.name} of {after.stamp.day}:"
            " nothing of it waits for a nudge"
        )


def _meant(kind: str) -> str:
    import difflib

    near = difflib.get_close_matches(kind, KINDS, n=1)
    return f"did you mean {near[0]}?" if near else f"the kinds are {', '.join(KINDS)}"


def _renderer(book: Book, kind: str) -> Render:
    """What renders the user's own template of a kind, else the built-in one."""
    path = f"templates/{templates.file_name(kind)}"
    try:
        source, name = book.store.read(path).data.decode("utf-8-sig"), path
    except Missing:
        source, name = templates.built_in(kind), "the built-in template"
    except (StoreError, UnicodeDecodeError):
        raise Unmet(f"{path} cannot be read", "save it as UTF-8, or move it away to use the built-in one") from None

    def render(values: Facts) -> str:
        try:
            return templates.render(source, values)
        except BadTemplate as error:
            where = f"{name}:{error.line}" if error.line else name
            raise Unmet(f"{where}: the template fails: {error}", "correct it, or move it away") from None

    return render


def write(book: Book, made: Draft, *, anyway: bool = False) -> Drafted:
    """Writes a draft to its own file; one about the same talk that is there already is left as it is.

    Raises Wrong for a note of which a second makes no sense, unless ``anyway``.
    """
    today = dates.local(book.now, book.zone).date()
    with book.writing("note"):
        for _ in range(100):
            place = drafting.place(made, today, _as_we_cite(book, made), book.store.paths(NOTES))
            if made.repeats and not anyway:
                if not place.exists:
                    raise Wrong(made.repeats, "to draft another, add --anyway")
                book.remarks.append(made.repeats)
            if place.exists:
                return Drafted(made, place.path, existed=True)
            try:
                book.create(place.path, drafting.keys(made), f"\n{made.text}")
            except Exists:
                continue
            return Drafted(made, place.path, existed=False)
    raise Unmet(f"no free name was found for this note in {NOTES}/", "move some of them away")


def _as_we_cite(book: Book, made: Draft) -> Iterator[Note]:
    """The notes of the same kind to the same contact, each naming its talk as a new one would."""
    situation = Situation(book.with_notes, book.now)
    for note in book.with_notes.notes:
        if (note.kind, note.to) != (made.kind, made.to):
            continue
        talk = talk_of(note, situation) if made.about else None
        yield replace(note, about=about_text(talk, book.contents.contacts[note.to], situation)) if talk else note


def record(book: Book, drafted: Drafted) -> None:
    """Records a new draft, with what the user has made of it in the editor."""
    if not drafted.existed:
        made = drafted.draft
        with book.writing("note"):
            book.record(Operation(f"note: {made.kind} {made.to}", "note", [drafted.path], [made.to]))

"""Which files need not be read to find words in them: those of which the index knows that they do not hold them.

Whoever searches reads the other files, from the first to the last, and tells here what they say: so the first search of
a book makes the index as it goes, and one that is broken off leaves what it has made.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from crm.adapters import environment
from crm.adapters.index.errors import Broken
from crm.adapters.index.manifest import trusted
from crm.adapters.index.place import place
from crm.adapters.index.program import of_program
from crm.adapters.index.texts import Texts
from crm.book.index.looking import Folder

_AT_ONCE, _CHARACTERS = 5_000, 8_000_000
"""Files, and characters of them, that are read before what they say is written."""


class Known:
    """What the index knows of the files of a book. It may go at any time: then all files are to be read."""

    def __init__(self, root: Path, words: Sequence[str]) -> None:
        self._words, self._file = words, Path()
        self._texts: Texts | None = None
        cache = environment.index_folder()
        if cache is not None:
            self._file = Path(place(cache, str(root), "-text.sqlite"))
            with suppress(Broken):
                self._texts = Texts.open(self._file, of_program(repr(str(root))))

    def to_read(self, folder: Folder) -> list[str]:
        """The names of the files of a folder that are to be read, in order: those new or that may hold the words."""
        self._folder, self._said, self._size = folder, dict[str, str](), 0
        names = folder.manifest.names
        if self._texts is None:
            return names
        try:
            self._before, may_hold = self._texts.asked(folder.name, self._words)
            changed, self._gone = folder.manifest.differences(*self._before)
        except Broken as error:
            self._let_go(error)
            return names
        self._left = set(changed)
        self._trusted = trusted(folder.manifest, folder.looked) if changed or self._gone else folder.manifest
        self._settled = {name for name in changed if self._trusted.mark(name)}
        if may_hold is None:
            return names
        return [name for name in names if name in self._left or f"{folder.name}/{name}" in may_hold]

    def tell(self, name: str, text: str) -> None:
        """Takes in what a file says."""
        if self._texts is None or name not in self._left:
            return
        self._left.remove(name)
        if name not in self._settled:
            return  # it will be read the next time in any case
        self._said[name] = text
        self._size += len(text)
        if len(self._said) >= _AT_ONCE or self._size >= _CHARACTERS:
            self.save()

    def save(self) -> None:
        """Writes down what was told, unless another command did so in the meantime."""
        if self._texts is None or not (self._said or self._gone):
            return
        after = self._trusted.without(self._left).packed()
        said = ((f"{self._folder.name}/{name}", text) for name, text in self._said.items())
        gone = [f"{self._folder.name}/{name}" for name in self._gone]
        try:
            if not self._texts.keep(self._folder.name, (self._before, after), said, gone):
                self._let_go()
        except Broken as error:
            self._let_go(error)
        self._before, self._gone, self._said, self._size = after, [], {}, 0

    def close(self) -> None:
        """Lets go of the index."""
        if self._texts is not None:
            self._texts.close()
        self._texts = None

    def _let_go(self, error: Broken | None = None) -> None:
        self.close()
        if error is not None and error.damaged:
            with suppress(Broken):
                Texts.discard(self._file)

from __future__ import annotations

from pathlib import Path

import pytest

from docs import transcripts


@pytest.mark.parametrize("page", transcripts.PAGES, ids=lambda page: page.stem)
def test_commands_print_what_the_page_shows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert transcripts.rerun(text) == text, "run: make docs, and read what changed"


PAGE = """\
<!-- now: 2026-06-01 20:00 -->

```console
$ echo "$CRM_NOW" \\
>   and on
OLD
$ cd ~; pwd
$ cat from-the-editor
$ nonsense-of-mine
OLD
```

```sh
$ this is not run
```

```markdown file=later
two
lines
```

<!-- now: 2026-06-02 -->

```console
$ cat later; echo "$CRM_NOW"
```
"""


def test_what_a_command_prints_takes_the_place_of_what_was_there() -> None:
    page = PAGE.replace("$ cat from-the-editor\n", "")
    made = transcripts.rerun(page)
    assert "> " in made
    assert "2026-06-01 20:00 and on\n$ cd ~; pwd\n/home/robin\n$ nonsense-of-mine\n" in made
    assert "command not found" in made
    assert "OLD" not in made
    assert "$ this is not run\n" in made
    assert '$ cat later; echo "$CRM_NOW"\ntwo\nlines\n2026-06-02\n```\n' in made
    assert transcripts.rerun(made) == made


def test_a_command_needs_a_now() -> None:
    with pytest.raises(ValueError, match="no now above it"):
        transcripts.rerun("```console\n$ crm due\n```\n")

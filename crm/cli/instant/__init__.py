"""What is answered before typer is loaded: completion in the shell, and addresses for a mail program.

Both are asked at a key, where each start of Python is felt. Nothing here may import what takes time (a test counts),
and nothing here knows better: where an answer is not plain to see, it is ``None``, and the commands are asked.
"""

from __future__ import annotations

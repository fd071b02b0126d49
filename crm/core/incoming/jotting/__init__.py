"""A line that somebody jotted down → what it may mean: whom, what kind, when, what is owed; and what is in doubt.

coffee w ada, grid storage, owes me intro
call bob tmrw
met Ada Example and Sam yesterday, advice: learn SQL, promised the deck by fri
"""

from __future__ import annotations

from crm.core.incoming.jotting.reading import Jotting as Jotting
from crm.core.incoming.jotting.reading import Named as Named
from crm.core.incoming.jotting.reading import Reader as Reader

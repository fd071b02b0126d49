"""Merge by meaning: three versions of a file, or of a whole book, become one; a pure function of its arguments."""

from __future__ import annotations

from crm.core.merge.file import merge as merge
from crm.core.merge.file import repair as repair
from crm.core.merge.markers import unmark as unmark
from crm.core.merge.trees import Deletions as Deletions
from crm.core.merge.trees import MergedTree as MergedTree
from crm.core.merge.trees import merge_trees as merge_trees
from crm.core.merge.values import Age as Age
from crm.core.merge.values import Decision as Decision
from crm.core.merge.values import Merged as Merged
from crm.core.merge.values import Order as Order

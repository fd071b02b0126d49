"""The index: what the files of a book say, kept in the user's cache so that they need not be read again.

It may be deleted at any time, and nothing depends on it: whoever gets a ``Broken`` from it reads the files themselves.
This package loads nothing of itself: who only glances at the index does not wait for what keeps it.
"""

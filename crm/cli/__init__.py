"""The command line: parameters and help here; what is done is the book's, how it looks the output's."""

from __future__ import annotations

"""``python -m crm``."""

from __future__ import annotations

from crm.cli.entry import main

if __name__ == "__main__":
    main()

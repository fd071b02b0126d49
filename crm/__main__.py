"""``python -m crm``."""

from __future__ import annotations

from crm.cli.app import main

if __name__ == "__main__":
    main()

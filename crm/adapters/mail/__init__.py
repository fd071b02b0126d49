"""The user's own mail: a draft as a file, a link, a message in the Drafts folder, or a mail that is sent.

Accounts and passwords come from the user's own configuration, never from a book.
"""

from __future__ import annotations

from crm.adapters.mail.accounts import Account as Account
from crm.adapters.mail.accounts import Way as Way
from crm.adapters.mail.accounts import account as account
from crm.adapters.mail.accounts import way as way
from crm.adapters.mail.errors import MailError as MailError

"""vCard 2.1, 3.0 and 4.0 as phones and mail programs write it.

Source: RFC 2426, RFC 6350, and the files of programs that follow neither.
"""

from __future__ import annotations

from crm.exchange.vcard.people import NO_END as NO_END
from crm.exchange.vcard.people import read as read

"""iCalendar (RFC 5545) → sightings: what Google, Outlook, Apple and others say was in a calendar.

The icalendar library reads properties and zones, recurring-ical-events says on which days a meeting recurs. What either
cannot read is an oddity with its line, and the other events are served.
"""

from __future__ import annotations

from crm.exchange.calendars.reading import LIMIT as LIMIT
from crm.exchange.calendars.reading import Calendar as Calendar
from crm.exchange.calendars.reading import NotACalendar as NotACalendar
from crm.exchange.calendars.reading import read as read

"""What a template is given: plain texts, lists and mappings, prepared from the book for one note.

Every key is always there, empty where the book says nothing. ``private`` details and what stands in the logs of others
never enter; a report-back alone speaks of somebody else, the person whom it is about.

=============  ========================================================================================================
``to``         the contact: ``name``, ``greeting`` (behind "Dear"), ``company``, ``role``, ``path`` ("your path to …"),
               ``view`` ("from where you stand as …")
``me``         ``name``, ``email``, ``phone``, ``linkedin``, ``goal``, ``aims`` (the goal in clauses: "I want to …"),
               ``signature`` (the lines under the sign-off)
``talk``       ``on`` ("on Tuesday"), ``topic``, ``noun`` ("conversation"), ``over`` ("over coffee"), and all of it in a
               row as ``details`` ("over coffee about grids on Tuesday"); ``long_ago``: whether it has been a while,
               ``spoke``: "spoke", or "met" at an event; ``again``: whether ``unthanked`` has said when it was
``person``     in a report-back whom I met: ``name``, ``greeting``
``takeaways``  the takeaways that the note names; ``points`` the same as the end of a sentence, from its colon on
``advice``     ``text``; ``will`` and ``told`` where it fits behind "I will" and "you told me"; ``points`` as above
``results``    what came of it, each a clause ("I passed …") where it can be one; ``outcome`` the same from a colon on
``offer``      what they offered, behind "your offer"
``promise``    what I promised, behind "I will"
``belated``    whether the thanks come late; ``unthanked`` when that was, where no thanks were ever sent
``article``    ``title``, ``url``, ``line`` (what is in it), ``topic`` and whether it ``came_up`` in the talk, ``quote``
               (the takeaway that it answers, from a colon on)
``asked``      in a nudge the first mail: ``on``, ``day`` ("9 June"), ``whole`` ("twenty minutes about grids")
``known``      how we met, a clause ("we met at the …"), and ``met`` the same as the beginning of a sentence
``introducer`` who introduced us
``wrote``      where we have not talked, when they last wrote to me ("on Tuesday")
``birthday``   whether it is about now
``turns``      numbers 0 to 3, one for each part of the note: which of its wordings it takes
``short``      whether all that the log holds is too little for such a note: then it leaves one more gap
``shorter``    how much a LinkedIn note has to leave out to fit (0 to 6)
=============  ========================================================================================================
"""

from __future__ import annotations

from crm.core.notes.drafts import advised, days, occasions, persons, phrases, pieces, said
from crm.core.notes.drafts.order import Facts, Order
from crm.core.notes.drafts.turns import turns


def facts(order: Order) -> Facts:
    """The values for the template of one note."""
    missed = occasions.missed_thanks(order)
    named = said.takeaways(order)
    known = persons.how_we_met(order.to)
    results, outcome = advised.results(order)
    return {
        "to": persons.recipient(order.to),
        "me": persons.writer(order.situation.contents.settings.me),
        "talk": occasions.talk(order, missed),
        "person": persons.whom_i_met(order),
        "takeaways": named,
        "points": phrases.points(named),
        "advice": advised.advice(order, named),
        "results": results,
        "outcome": outcome,
        "offer": said.offer(order),
        "promise": said.promise(order),
        "belated": occasions.is_belated(order),
        "unthanked": days.on(missed.stamp.day, order.today(missed)) if missed else "",
        "article": pieces.article(order),
        "asked": occasions.asked(order),
        "known": known,
        "met": phrases.sentence(known),
        "wrote": occasions.wrote(order),
        "introducer": persons.introducer(order),
        "birthday": persons.has_birthday(order),
        "turns": turns(order.to.slug, 0),
        "short": False,
        "shorter": 0,
    }

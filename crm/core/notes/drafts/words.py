"""Lists of English words that tell how a phrase of the log goes into a sentence.

They need not be complete: a word that is missing makes a sentence a little stiffer, never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

# Words that begin an instruction ("read the outage reports") and are hardly ever anything else there.
_DOING = """
accept add admit agree aim allow answer apply approach argue arrange ask assume attend automate avoid be become
begin believe bring build buy calculate call carry check choose clarify collect compare complete consider contact
continue contribute count create decide define deliver describe develop discover discuss document draw drop earn
embrace encourage enrol enroll enter escalate estimate evaluate expect explain explore fail find finish follow
forget get give go grow happen have hear help hire identify ignore improve include install introduce invest
investigate invite involve join keep know learn leave let listen look lower maintain make measure mention migrate
monitor move negotiate observe obtain offer organise organize own pass pay pick practise prefer prepare present
print prioritise prioritize produce propose prove publish push put quantify quit raise reach read realise realize
rebuild recognise recognize reduce refuse register rehearse reject relax rely remember remove repeat replace rewrite
say save see seek select send set settle share ship shorten show simplify sit skip sleep solve speak specialise
specialize spend stand start stay stop strengthen submit subscribe suggest summarise summarize survive take talk
teach tell tackle think translate travel treat try eat wear sleep breathe pursue persuade resist return reuse throw
tie trim wonder turn understand update upload use validate verify visit volunteer wait walk want watch win write
""".split()

# Words that begin an instruction only where the next word shows it: "plan the week", but "plan review".
_DOING_OR_THING = """
address benchmark book care change claim code connect cover cut deal demo design draft dress email end face feed
fight fix focus guard handle interview journal label land lead limit link list live log love manage map mark master
meet mentor name network note order outline pace pair perform pilot place plan play point post practice price
process program promote question rank record refresh report request research rest result review ride run schedule
score search sell sign sketch sort spot stage step store stress structure study support target test time touch track
trade train trust visit volunteer work worry audit balance bid bill bring budget chair climb commute cook dance dig
draft drive film fly grow haggle host hunt intern invoice knock moderate paint phone photograph quote rent reply
ring rotate sail sew shadow shoot shop sing sit smile sponsor swim taste text tidy turn type wash weld wire
""".split()

CERTAIN_VERBS = frozenset(_DOING) - {"visit", "volunteer"}
POSSIBLE_VERBS = frozenset(_DOING_OR_THING)

HELPING = frozenset(
    """
    am are aren't can can't cannot could couldn't did didn't do don't had have haven't may might must need ought shall
    should shouldn't were weren't will won't would wouldn't
    """.split()
)
"""Verbs that stand behind a subject and are no instruction."""

BETWEEN = frozenset(
    """
    actually already also always even ever first just never not often once only rather really still then truly usually
    """.split()
)
"""Words that stand between a subject and its verb."""

PREPOSITIONS = frozenset(
    """
    about above across against among around at behind below beside between beyond by despite for from in inside into
    like near next of off on onto outside over past through to toward towards under unlike upon with within without
    """.split()
)

BEFORE_A_SUBJECT = frozenset(
    """
    after although and as because before but how if once or since so than that though unless until what whatever when
    whenever where wherever whether which whichever while who whoever whom why
    """.split()
)
"""Words that begin a clause: what follows them does something."""

AFTER_A_VERB = frozenset(
    """
    a about across after again against all along an and another any around as aside at away back before behind below
    beside between both by carefully daily down each early either enough every everything first for forward from
    hard in inside into it its less many more most my no now off often on once one only or out outside over people
    quietly several slowly small some something than that the their them these this those three through to together
    towards twice two four five six seven eight nine ten twelve twenty thirty fifty hundred under until up upon
    weekly what whatever when where whether which who with within without yourself
    """.split()
)
"""Words that follow a verb and hardly ever a noun that stands before another."""

FINITE = frozenset(
    """
    am are beat beats became becomes begins brings buys came can cannot comes cost costs could counts decides did do
    does doesn't drives fails feels gets gives goes had has helps hurts is isn't keeps kills knows leads made makes
    matters may means might must needs never pays remains runs saved saves says should shows sounds starts takes tells
    tends turns wants was were will wins won't works would
    """.split()
)
"""Words that make what stands before them a subject: "practice makes perfect"."""

BEGINNINGS = frozenset(
    """
    a about above across after again against all almost already also although always an and another any anybody anyone
    anything apart around as at away back bad because before behind being below beside best better between beyond big
    boring both bottom boards budgets but by careers careful certifications certification clear clever colleagues
    companies company contracts constant curiosity customers daily data deadlines deep despite different difficult do
    documentation don't down during each early easy either engineers enough even ever every everybody everyone
    everything experience experts fair far fast feedback few fewer fifty finally first five for forget former forty four
    frequent friends from full good great half hard he her here high his hiring honest how however if important in
    indirect inside instead interviews into it it's its juniors just keeping large late later leaders leadership least
    less life little local long longer low luck mail managers many maybe meetings mentors migrations money monthly more
    most mostly much my near neither never new nice nine no nobody none nor not nothing now of off often old on once
    one only onto open operations or other our out outages outside over patience people perhaps plain plans politics
    poor power practice prices problems projects quick quiet quite rarely rather real reliability resumes reviews
    rotating salaries same scheduling second security senior seniors seven several shared she short side silence similar
    simple since six skills slow small smaller so some somebody someone something sometimes soon spare stakeholders
    still storage strong such support teams ten tests than that that's the their them then there there's these they
    thing things thirty this those though three through time to today together tomorrow too top tools towards trust
    twenty twice two unless until up users usually very visibility volunteering we weekly well what whatever when
    whenever where wherever whether which while who whoever why with within without women men work writing yearly years
    yet you young your
    """.split()
)
"""Common words that begin a sentence and are no names: these may lose their capital within one."""

PAST = frozenset(
    """
    became began bought broke brought built caught chose cut did drew earned felt found gave got grew had heard held
    kept knew landed learnt led left let lost made met paid passed put ran read rebuilt rewrote said sat saw sent set
    shipped signed sold solved spent spoke stood taught told took tried understood went won wrote
    """.split()
)
"""What I did, where a result begins with it: "took the exam"."""

NO_PAST = frozenset(
    """
    advanced applied automated based detailed distributed dedicated embedded experienced fixed increased limited linked
    mixed motivated need organised organized related shared skilled speed unexpected used
    """.split()
)
"""Words in -ed that more often stand before a noun."""

THEIRS: Mapping[str, str] = {
    verb: verb.removesuffix("s")
    for verb in """
    advises asks avoids believes builds buys chooses comes earns enjoys expects feels finds gets gives hates hears hires
    hopes insists keeps knows learns leaves likes listens loves makes owns pays prefers reads recommends says sees sends
    speaks spends suggests swears takes teaches tells thinks trusts understands wants writes
    """.split()
} | {"does": "do", "goes": "go", "has": "have", "is": "are", "teaches": "teach", "tries": "try", "was": "were"}
"""What they do, where a note of mine leaves out who: "hires career changers"; and the same said to them."""

MY_MIND = frozenset("decided felt found heard learned learnt liked noted realised realized understood wanted".split())
"""What I did and not they, where a note leaves out who."""

POSTS = frozenset(
    """
    aide apprentice associate assistant attorney barista butcher captain chair chef chief clerk coach colleague cook
    counsel dean deputy docent executive fellow firefighter guide head intern judge lead librarian mate mechanic
    midwife nurse official paralegal paramedic partner pilot postdoc practitioner priest principal professional
    rabbi scholar scribe secretary sous specialist surgeon technologist therapist trainee tutor vet vp svp evp avp
    pm dba sre cpa md rn
    """.split()
)
"""What somebody can be, beside the words whose ending shows it: "nurse", "lead"."""

UNIQUE_POSTS = (
    *("head of", "chief", "president", "managing director", "founder", "co-founder", "cofounder", "owner", "chair of"),
    *(
        "ceo",
        "cto",
        "cfo",
        "coo",
        "cio",
        "ciso",
        "cmo",
        "cpo",
        "director general",
        "editor-in-chief",
        "dean of",
        "mayor",
    ),
)
"""Posts of which there is but one: they have no article."""

NO_POST = frozenset(
    """
    at between currently does ex former formerly freelancing heading helping i in leading looking mostly now on once
    previously responsible retired runs running self-employed semi-retired still studying till until was we working
    works
    """.split()
)
"""Words that begin what is no post: "responsible for loans", "former dean"."""

SPELLED: Mapping[str, str] = {
    **{
        word: word.upper()
        for word in """
        ai api apis asic aws b2b b2c bi cad cfd cfo ceo cnc cpa crm css cto cv dei dna erp esg etl eu fbi fda fpga
        gcp gdpr gis gmp gpu hpc hr html http ibm icu iot ip itsm jit kpi kpis lgbt llm llms mba mit ml mlops mri
        nato ngo ngos nhs nlp oecd pcb php plc pm pmo pr qa r&d rf rna roi ros scada sdk seo sme sql sre sso tls tv
        ui uk un usa ux vc vfx vr wms xml
        """.split()
    },
    "devops": "DevOps",
    "saas": "SaaS",
    "phd": "PhD",
    "phds": "PhDs",
    "ios": "iOS",
    "mlops": "MLOps",
    "llms": "LLMs",
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "gitlab": "GitLab",
    "javascript": "JavaScript",
    "okrs": "OKRs",
    "typescript": "TypeScript",
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "youtube": "YouTube",
    "kpis": "KPIs",
    "powerpoint": "PowerPoint",
    "wordpress": "WordPress",
    "autocad": "AutoCAD",
    "matlab": "MATLAB",
    "ngos": "NGOs",
    "python": "Python",
    "excel": "Excel",
    "kubernetes": "Kubernetes",
    "terraform": "Terraform",
    "apis": "APIs",
    "german": "German",
    "english": "English",
    "french": "French",
    "spanish": "Spanish",
    "europe": "Europe",
    "germany": "Germany",
    "berlin": "Berlin",
    "london": "London",
    "paris": "Paris",
    "africa": "Africa",
    "asia": "Asia",
}
"""How words are written that a tag has in small letters; those that are words too ("it", "us") are left."""

"""A sealing's way: ordered, in force, lifted by a further order."""

from yunting.core import sealing_facts as facts
from yunting.core.models import RestrictionState as State
from yunting.core.procedure import BIRTH, Move, Procedure, register
from yunting.core.roles import Role

# Whether something is kept from somebody is for a judge to say; before a case has one, for the
# chief of the filing division.
MAY_SEAL = frozenset({Role.JUDGE, Role.FILING_CHIEF, Role.DIVISION_CHIEF, Role.PRESIDENT})

SEAL = Move(
    name="seal-off",
    source=BIRTH,
    target=State.IN_FORCE,
    by=MAY_SEAL,
    basis="民事诉讼法 第七十一条、第一百三十七条、第一百五十九条",
    fact=facts.SealedOff,
    label="封存",
)
UNSEAL = Move(
    name="unseal",
    source=frozenset({State.IN_FORCE}),
    target=State.LIFTED,
    by=MAY_SEAL,
    basis="民事诉讼法 第五十二条、第七十一条、第一百五十九条",
    fact=facts.Unsealed,
    label="解除封存",
)
RESTRICTION = register(
    Procedure(subject="core.Restriction", title="封存", states=State, moves=(SEAL, UNSEAL))
)

"""Who at the court serves, and who decides."""

from yunting.core.roles import Role

SERVERS = frozenset({Role.CLERK, Role.JUDGE, Role.FILING_CLERK, Role.FILING_CHIEF})
DECIDERS = frozenset({Role.JUDGE, Role.FILING_CLERK, Role.FILING_CHIEF})

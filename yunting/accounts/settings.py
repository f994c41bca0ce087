"""How strictly the door is kept. Sources: GB/T 22239—2019 8.1.4.1 (level three), else our choice.

All times here are machine time: moving the court's clock ends no session and opens no lock.
"""

from datetime import timedelta

# Codes sent to a phone.
CODE_DIGITS = 6
CODE_VALID = timedelta(minutes=5)
CODE_TRIES = 5
CODE_PAUSE = timedelta(minutes=1)
CODES_A_DAY = 10

# Wrong passwords and second factors (8.1.4.1 b).
FAILURES = 5
LOCKED = timedelta(minutes=15)

# Sessions (8.1.4.1 b for the staff; a party keeps the phone it signed in with).
STAFF_IDLE = timedelta(minutes=15)
STAFF_LONGEST = timedelta(hours=12)
CITIZEN_LONGEST = timedelta(days=30)
SEEN_EVERY = timedelta(seconds=30)
REVERIFIED_FOR = timedelta(minutes=10)

# Passwords of the staff (8.1.4.1 a).
PASSWORD_LENGTH = 12
PASSWORD_VALID = timedelta(days=90)
PASSWORDS_REMEMBERED = 5

RECOVERY_CODES = 10
STAFF_TOKEN_VALID = timedelta(hours=12)
CITIZEN_TOKEN_VALID = timedelta(days=90)

# A mandate to lend a hand lasts no longer than this from the day it is given (our choice).
HELP_LONGEST = timedelta(days=365)

"""From when on the operator is told. [D]."""

from datetime import timedelta

# A backup is taken every night; so much later it is missing.
BACKUP_EVERY = timedelta(hours=26)
# Of the disk that holds the court's data: bytes, and hundredths of the whole.
FREE_BYTES_LEAST = 2_000_000_000
FREE_PERCENT_LEAST = 10
# How far the machine's clock and the database's may be apart.
CLOCKS_APART_MOST = timedelta(seconds=1)
# What is waited for without anybody having to look: signatures of the log, hand-offs, messages.
WAITS_MOST = timedelta(minutes=2)
# How long a neighbour has to answer, in seconds.
NEIGHBOUR_SECONDS = 3.0
# How long before its end the seal's certificate is to be replaced.
SEAL_ENDS_SOON = timedelta(days=60)
# How often long work says how far it is, in seconds.
SAY_EVERY_SECONDS = 5.0

"""What this court has chosen for money. [D]."""

from datetime import timedelta

# A payer who has not paid is reminded so many days before the last one.
REMIND_DAYS_BEFORE = 2
# How far the clock of the bank may be ahead of the court's.
PAID_AHEAD = timedelta(minutes=5)
# Lines of an account on one page.
LINES_SHOWN = 200

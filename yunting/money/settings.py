"""What this court has chosen for money. [D]."""

from datetime import timedelta

# A payer who has not paid is reminded so many days before the last one.
REMIND_DAYS_BEFORE = 2
# How far the clock of the bank may be ahead of the court's.
PAID_AHEAD = timedelta(minutes=5)
# Lines of an account on one page.
LINES_SHOWN = 200
# The bank is asked for the book of a day so long after its midnight.
BOOK_AFTER_MIDNIGHT = timedelta(hours=1)
# More differences than these are a wrong book, not so many errors: one task, not a thousand.
MOST_DIFFERENCES = 100

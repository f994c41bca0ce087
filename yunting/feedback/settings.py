"""What this court has chosen for what people say of it. [D]."""

# Somebody is answered within so many days; a last day that is a holiday moves on.
ANSWER_DAYS = 10
# Nobody speaks more often than this on one day, in all disputes together.
MOST_PER_DAY = 5
# Characters of what is said, and of its answer.
WORDS_MOST = 1000
# Months on the page of figures.
MONTHS_SHOWN = 12

"""The training court: invented people, about forty filings, every state there is; resettable.

Nothing here writes a row itself: everything is done by the acts the pages do, in order of court
time, so a training court can be in no state that a real one cannot.
"""

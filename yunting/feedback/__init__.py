"""意见: after a step a person says thanks, complains or rates; a named colleague answers in time.

What is said goes to one colleague and, when it was not answered in time, to the president; nobody
else reads it, least of all the judge it is about. The figures count, and rank nobody. Not
here: what is said about nothing the court has done in a dispute.
"""

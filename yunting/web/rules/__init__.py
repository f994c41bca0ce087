"""Pages where anybody asks a rule of the law: made from the declarations of yunting.rules.asked.

typed    how each kind of input is typed on a page and shown again
form     the form of a rule
result   what came back, and by which version of the law
views    the list of rules, and one of them
"""

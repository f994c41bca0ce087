"""The rules anybody may ask: each declared once for the command, the API, the pages and the docs.

inputs     what a rule is asked with, and how its JSON is read; their kinds in quantities,
           times and words
answers    what comes back, as JSON and in words
rule       one declaration: inputs, the function of yunting.rules it calls, articles, examples
areas/     the declarations, a module for each first word of a name
catalogue  find a rule by its name; a name loads its own area only
lines      one JSON object in, one out
command    `yunting rule list|show|eval`

No framework is imported here, so that the first answer of a cold interpreter is quick.
"""

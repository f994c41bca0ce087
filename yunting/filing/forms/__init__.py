"""The forms of filing: each complaint declared once, and everything that reads the declaration.

`elements` is the vocabulary, `parties` and `representation` what all complaints share,
`sale_contract` the first complaint. `kinds`, `steps`, `answers`, `checks`, `complaint`, `schema`
and `question_form` read the declaration; pages, the API and the clerk's view read through them.
"""

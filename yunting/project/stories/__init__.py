"""Stories: whole matters played through the real pages over HTTP, by people who have no JavaScript.

A story knows nothing of the database: what it says it has read off pages, and every figure it
reports comes with the number of rows it was counted from.
"""

"""账号: sign-up, identity, mandates, staff sign-in with a second factor.

法释〔2021〕12号 第七条. What a person may see or do is not decided here: see core.access, Move.by.
"""

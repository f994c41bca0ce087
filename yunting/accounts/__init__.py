"""账号: sign-up, identity, mandates, staff sign-in with a second factor.

法释〔2021〕12号 第七条. It does not decide what a person may see or do: that is core.access and Move.by.
"""

"""民事答辩状, the twin of a complaint: to each element alleged, 确认 or 异议 with reasons.

Built from a complaint's declaration and what was sent with it, so every complaint has its answer
without being declared twice. 法〔2025〕82号: each model complaint has a twin answer; the wording of
what is asked besides is ours.
"""

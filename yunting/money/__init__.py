"""诉讼费: the court's ledger to the fen, fees that are prepaid, and the payments that reach it.

Every movement of money is in the ledger with the fact it follows from. What the bank says is taken
once and compared with our own book every day. Not here: deposits of auctions and 案款 of
enforcement, which come with their pillars.
"""

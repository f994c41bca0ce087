"""The court's pages of filing: the queue, one filing, the judge of a case, the draws."""

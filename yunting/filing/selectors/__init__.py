"""What may be read about filings, by noun."""

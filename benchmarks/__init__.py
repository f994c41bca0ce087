"""One file per hot path: ours, the limit of the same run, and the ratio."""

"""What the law says about one filing: the rules package asked with this filing's facts."""

TYPE_CODE = "民初"

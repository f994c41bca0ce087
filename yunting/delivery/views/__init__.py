"""Pages of delivery: the party's and the court's."""

"""What the court's operator does: back up, restore, ask what is wrong; and what machines ask."""

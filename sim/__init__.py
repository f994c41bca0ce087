"""The neighbours of a court as one separate program; the product never imports it."""

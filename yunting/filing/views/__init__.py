"""Pages of filing, by who stands at the counter."""

"""Acts of filing, by noun."""

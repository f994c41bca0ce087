"""政法一体化单轨制协同: how long each stage of a criminal case lasts, and what is handed over."""

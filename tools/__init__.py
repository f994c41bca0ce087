"""Programs that make the files of this repository; none of them runs in a court."""

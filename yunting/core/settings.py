"""Limits on files; each is told to whoever runs into it. [D]."""

# One upload, in bytes (500 MB as people count them on their phones).
FILE_BYTES_MOST = 500_000_000
# One part of a resumable upload, in bytes; a bad line loses no more than this.
CHUNK_BYTES = 1_000_000
# Uploads one account may leave unfinished at a time, and for how many days they wait.
OPEN_UPLOADS_MOST = 100
UPLOAD_KEPT_DAYS = 7
# Days for which content that no row names is left alone.
ORPHAN_KEPT_DAYS = 2
PDF_PAGES_MOST = 2_000
PICTURE_PIXELS_MOST = 100_000_000
PICTURE_SIDE_MOST = 30_000
# What an Office file may hold once unpacked: bytes, entries, and how often its own size.
UNPACKED_BYTES_MOST = 300_000_000
UNPACKED_ENTRIES_MOST = 5_000
UNPACKED_TIMES_MOST = 200
TEXT_BYTES_MOST = 5_000_000
# Width of a page in a preview, and of a small picture in a list, in pixels.
PREVIEW_WIDTH = 1_240
THUMBNAIL_WIDTH = 320
# Pages made into pictures in one go, before other work has its turn.
PREVIEW_PAGES_AT_ONCE = 20
# A page photographed as a scan: dots per inch across A4; how strong its sharpest edges are and how
# bright it is, both from 0 to 255.
SCAN_DPI_LEAST = 300
SCAN_SHARPNESS_LEAST = 40
SCAN_BRIGHTNESS_LEAST = 90
# A copy is made in a process of its own with so much memory (bytes) and time (seconds).
COPY_MEMORY_MOST = 1_500_000_000
COPY_SECONDS_MOST = 120
# Rows and columns of a sheet that its preview shows.
SHEET_ROWS_SHOWN = 500
SHEET_COLUMNS_SHOWN = 30
# The case file as one PDF: bytes of memory and seconds of machine time its binding may take.
BINDING_MEMORY_MOST = 2_000_000_000
BINDING_SECONDS_MOST = 600
# Days after which a built case file is let go of, to be made again when it is asked for.
CASE_FILE_KEPT_DAYS = 30

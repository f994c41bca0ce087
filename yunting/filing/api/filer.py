"""Everything a filer can do, and everybody with evidence, for programs."""

from ninja import Router

from yunting.filing.api import answering, evidence, reading, sending

filer_api = Router(tags=["filings"])
filer_api.add_router("", answering.router)
filer_api.add_router("", sending.router)
filer_api.add_router("", reading.router)
filer_api.add_router("", evidence.router)

"""Everything a filer can do, for programs."""

from ninja import Router

from yunting.filing.api import answering, sending

router = Router(tags=["filings"])
router.add_router("", answering.router)
router.add_router("", sending.router)

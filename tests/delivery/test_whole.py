"""From acceptance to certificate with the real press: sealed, served, read, proved, asked."""

from __future__ import annotations

import pytest

from tests.cast import AT
from tests.delivery.build import Dispute, agrees, dispute
from tests.papers import file_of, judged, pressed
from yunting.core import document_content, handoffs
from yunting.core.models import DocumentState, Event
from yunting.delivery.models import (
    AddressConfirmation,
    ConsentState,
    OnlineConsent,
    Service,
    ServiceState,
)
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import certifying

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


def settled() -> None:
    """Let press and handoffs do all there is to do."""
    for _ in range(4):
        pressed()
        handoffs.carry_all()


@pytest.fixture
def told() -> Dispute:
    found = dispute()
    agrees(found, found.cast.li, Stage.SERVICE)
    settled()
    return found


def response_to(told: Dispute) -> Service:
    return Service.objects.select_related("document", "certificate", "to", "party").get(
        to=told.li, document__kind="filing.response-notice"
    )


@pytest.mark.feature("T20")
class TestAcceptance:
    def test_serves_each_party_its_own_sealed_papers(self, told: Dispute) -> None:
        kinds = Service.objects.filter(to=told.li).values_list("document__kind", flat=True)

        assert "filing.response-notice" in set(kinds)
        assert response_to(told).state == ServiceState.SERVED
        assert not Service.objects.filter(document__kind="filing.receipt").exists()

    def test_proves_each_service_by_a_sealed_certificate(self, told: Dispute) -> None:
        service = response_to(told)
        certificate = service.certificate

        assert certificate is not None
        assert certificate.state == DocumentState.SEALED
        status = judged(file_of(certificate))
        assert status.intact
        assert status.valid
        said = document_content.body(certificate)
        assert service.effective_on is not None
        assert said["effective_on"] == service.effective_on.isoformat()
        assert tuple(said["reasons"]) == certifying.context_of(service).reasons == service.steps

    def test_asks_the_defendant_how_to_go_on(self, told: Dispute) -> None:
        consent = OnlineConsent.objects.get(person=told.li, stage=Stage.HEARING)

        assert consent.state == ConsentState.ASKED
        assert AddressConfirmation.objects.filter(person=told.li, state="asked").exists()
        served = Event.objects.filter(kind="delivery.service-effective", at__gte=AT)
        assert served.exists()

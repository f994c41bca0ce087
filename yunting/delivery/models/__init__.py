"""Tables of delivery."""

from yunting.delivery.models.address import (
    AddressConfirmation,
    AddressState,
    ConfirmedAddress,
    KnownAddress,
    ReceiverChoice,
)
from yunting.delivery.models.consent import (
    ConsentState,
    OfflineRequest,
    OnlineConsent,
    RequestState,
)
from yunting.delivery.models.service import Attempt, Service, ServiceState

__all__ = [
    "AddressConfirmation",
    "AddressState",
    "Attempt",
    "ConfirmedAddress",
    "ConsentState",
    "KnownAddress",
    "OfflineRequest",
    "OnlineConsent",
    "ReceiverChoice",
    "RequestState",
    "Service",
    "ServiceState",
]

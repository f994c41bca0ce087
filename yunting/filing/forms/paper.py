"""The complaint as it would be sent now: for the first time, or corrected."""

from dataclasses import dataclass
from datetime import date

from yunting.core.actor import Actor
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import Change, difference
from yunting.filing.forms.correcting import Correction, correction
from yunting.filing.forms.elements import Form
from yunting.filing.forms.signing import signing
from yunting.filing.forms.steps import Values
from yunting.filing.models import Filing
from yunting.filing.selectors.returned import asked_of
from yunting.filing.selectors.submissions import latest, values_of
from yunting.filing.selectors.writing import Written, written_for
from yunting.filing.services.complaint import Complaint

SIGNING = ("signature", "date")


@dataclass(frozen=True)
class Paper:
    """The complaint as it would be sent now, for the first time or corrected."""

    filing: Filing
    form: Form
    draft: Written
    correction: Correction | None

    @property
    def values(self) -> Values:
        """Return the answers that would be sent, before the signature."""
        return self.correction.values if self.correction else self.draft.values

    def signed(self, by: Actor, *, on: date) -> Complaint:
        """Return the complaint with the signature of who sends it."""
        return signing(self.form, self.values, self.correction, by=by, on=on)

    def changes(self) -> list[Change]:
        """Return what a correction changes, without the signature that follows."""
        if self.correction is None:
            return []
        found = difference(self.form, self.correction.sent, self.values)
        return [change for change in found if change.path not in SIGNING]


def paper_of(filing: Filing) -> Paper:
    """Return what the filing would send now."""
    form, draft = entry(filing.form).form, written_for(filing)
    if filing.run == 0:
        return Paper(filing, form, draft, None)
    sent = values_of(latest(filing))
    return Paper(filing, form, draft, correction(form, sent, draft.values, asked_of(filing)))

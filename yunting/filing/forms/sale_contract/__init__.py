"""民事起诉状（买卖合同纠纷）: the element-based complaint of a sale contract, edition of 2025.

Labels and options of claims 1 to 5 and facts F1 to F25 are the official model's; the order of
items 6 to 12 is from memory. What all complaints share is in the package above.
"""

from yunting.filing.forms.elements import Form, Section
from yunting.filing.forms.parties import PARTY_SECTIONS
from yunting.filing.forms.representation import (
    AGENT_SECTION,
    CLOSING_SECTION,
    MEDIATION_SECTION,
    SERVICE_SECTION,
)
from yunting.filing.forms.sale_contract.agreement import AGREEMENT
from yunting.filing.forms.sale_contract.claims import CLAIMS
from yunting.filing.forms.sale_contract.forum import FORUM
from yunting.filing.forms.sale_contract.grounds import GROUNDS
from yunting.filing.forms.sale_contract.performance import PERFORMANCE
from yunting.filing.forms.sale_contract.security import SECURITY

FORM = Form(
    key="sale-contract",
    title="民事起诉状（买卖合同纠纷）",
    cause="2025:88",
    cause_name="买卖合同纠纷",
    edition="2025",
    basis="法〔2025〕82号",
    sections=(
        *PARTY_SECTIONS,
        AGENT_SECTION,
        SERVICE_SECTION,
        Section(key="claims", title="诉讼请求", questions=CLAIMS),
        Section(key="procedure", title="约定管辖和诉讼保全", questions=FORUM),
        Section(
            key="facts",
            title="事实与理由",
            questions=(*AGREEMENT, *PERFORMANCE, *SECURITY, *GROUNDS),
        ),
        MEDIATION_SECTION,
        CLOSING_SECTION,
    ),
)

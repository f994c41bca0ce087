"""The papers that follow from filing: for whom, when, and what signing one does."""

import pytest

from tests.cast import AT, Cast, acting, on_stage, staff
from tests.filing.desk_stage import DAY, accepted, on_the_desk
from tests.papers import pressed, sealed
from yunting.core import documents, handoffs, lapses
from yunting.core.models import Case, CaseState, Document, DocumentState, Event, HandOff, Side
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.core.verify.run import verify
from yunting.filing import documents as papers
from yunting.filing.models import Filing, FilingState
from yunting.filing.services import assignment, issuing, review
from yunting.filing.services.issuing import CannotReissue, NoCourtNamed
from yunting.project.handoffs import filing_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]
PLAINTIFF, DEFENDANT = "上海澄海贸易有限公司", "舟山金塘某螺杆制造有限公司"


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def case(cast: Cast) -> Case:
    """Return a case whose handoffs have all been carried: it has its judge and its papers."""
    case = accepted(cast)
    handoffs.carry_all()
    assert not HandOff.objects.exclude(error="").values_list("error", flat=True)
    case.refresh_from_db()
    return case


def given(case: Case) -> dict[tuple[str, str], Document]:
    rows = Document.objects.filter(case=case).select_related("to").order_by("id")
    return {(d.title, d.to.name if d.to else ""): d for d in rows}


class TestReceipt:
    def test_is_given_for_what_was_sent(self, cast: Cast) -> None:
        filing = on_the_desk(cast)
        handoffs.carry_all()

        document = Document.objects.get(matter=filing.matter)
        said = documents.said_in(document)
        assert (document.title, document.to) == ("收件凭证", cast.zhang.person)
        assert said["receipt"] == filing.submissions.get().receipt
        assert said["due_on"] == "2026-03-09"


class TestAcceptance:
    def test_gives_each_side_its_papers(self, case: Case) -> None:
        assert set(given(case)) == {
            ("受理案件通知书", PLAINTIFF),
            ("交纳诉讼费用通知书", PLAINTIFF),
            ("举证通知书", PLAINTIFF),
            ("审判人员通知书", PLAINTIFF),
            ("应诉通知书", DEFENDANT),
            ("举证通知书", DEFENDANT),
            ("审判人员通知书", DEFENDANT),
        }
        assert {d.number for d in given(case).values()} == {case.number}

    def test_says_the_fee_its_arithmetic_and_until_when(self, case: Case) -> None:
        said = documents.said_in(given(case)["交纳诉讼费用通知书", PLAINTIFF])

        assert said["pay_days"] == 7
        assert said["in_words"].endswith(("元整", "分", "角"))
        assert said["lines"]

    def test_says_the_periods_of_the_defendant(self, case: Case) -> None:
        said = documents.said_in(given(case)["应诉通知书", DEFENDANT])

        assert (said["answer_days"], said["associate_days"]) == (15, 3)

    def test_names_who_tries_the_case(self, cast: Cast, case: Case) -> None:
        said = documents.said_in(given(case)["审判人员通知书", DEFENDANT])

        assert said["judges"] == [{"role": "审判员", "name": "王衢"}]

    def test_is_asked_for_by_who_accepted(self, cast: Cast, case: Case) -> None:
        document = given(case)["受理案件通知书", PLAINTIFF]

        assert (document.asked_by, document.issued_by) == (cast.sun, None)

    def test_seals_every_one(self, case: Case) -> None:
        pressed()

        assert {d.state for d in given(case).values()} == {DocumentState.SEALED}

    def test_told_twice_gives_nothing_twice(self, case: Case) -> None:
        before = Document.objects.count()
        event = Event.objects.get(kind="filing.accepted")

        filing_documents.tell_the_plaintiffs(event)

        assert Document.objects.count() == before

    def test_by_rule_gives_the_same(self, cast: Cast) -> None:
        filing = on_the_desk(cast)
        lapses.lapse_due(filing, at=AT + 9 * DAY)
        handoffs.carry_all()

        titles = set(Document.objects.filter(matter=filing.matter).values_list("title", flat=True))
        assert {"受理案件通知书", "应诉通知书"} <= titles


class TestReassignment:
    def test_replaces_every_notice_of_the_judges(self, cast: Cast, case: Case) -> None:
        pressed()
        other = cast.wang.posts.get().division
        judge = staff("李岑", other, Role.JUDGE)
        assignment.reassign(
            case, to=judge, reason="回避", by=acting(cast.zhou, case.matter), at=AT + 2 * DAY
        )
        handoffs.carry_all()

        old = Document.objects.filter(case=case, state=DocumentState.SUPERSEDED)
        assert {d.title for d in old} == {"审判人员通知书"}
        assert old.count() == 2
        new = given(case)["审判人员通知书", DEFENDANT]
        said = documents.said_in(new)
        assert (said["is_change"], said["judges"][0]["name"]) == (True, "李岑")


@pytest.fixture
def ruling(cast: Cast) -> Document:
    """Return the ruling of non-acceptance that a colleague has proposed."""
    filing = on_the_desk(cast)
    review.draft_refusal(
        filing,
        ground="no-defendant",
        reason="被告查无登记",
        by=acting(cast.sun, filing.matter),
        at=AT + DAY,
    )
    handoffs.carry_all()
    return Document.objects.get(kind=papers.REFUSAL.name)


def signed(ruling: Document, cast: Cast) -> Document:
    return documents.sign(
        ruling, seen=ruling.context_sha256, by=acting(cast.zhou, ruling.matter), at=AT + 2 * DAY
    )


class TestRefusal:
    def test_is_put_before_the_chief_with_the_claims(self, cast: Cast, ruling: Document) -> None:
        said = documents.said_in(ruling)

        assert ruling.state == DocumentState.PREPARED
        assert (ruling.asked_by, ruling.to) == (cast.sun, cast.zhang.person)
        assert said["ground"] == "没有明确的被告"
        assert any("286,431.50" in claim for claim in said["claims"])
        assert (said["appeal_days"], said["appeal_court"]) == (10, "浙江省舟山市中级人民法院")

    def test_takes_effect_with_the_signature(self, cast: Cast, ruling: Document) -> None:
        document = signed(ruling, cast)

        filing = Filing.objects.get(matter=ruling.matter)
        assert filing.state == FilingState.REFUSED
        assert document.number == "（2026）浙0902民初1号"
        assert sealed(document).state == DocumentState.SEALED

    def test_explains_the_number_that_no_case_bears(self, cast: Cast, ruling: Document) -> None:
        signed(ruling, cast)

        report = verify()
        assert report.counts["explained gaps"] == 1
        assert not [wrong for wrong in report.problems if wrong.kind == "case-number"]

    def test_is_no_longer_signed_once_the_proposal_is_taken_back(
        self, cast: Cast, ruling: Document
    ) -> None:
        filing = Filing.objects.get(matter=ruling.matter)
        review.take_back_refusal(
            filing, reason="补充了材料", by=acting(cast.sun, filing.matter), at=AT + DAY
        )

        with pytest.raises(OutOfOrder):
            signed(ruling, cast)
        handoffs.carry_all()
        ruling.refresh_from_db()

        assert ruling.state == DocumentState.DISCARDED

    def test_goes_back_to_the_review_when_nobody_signs(self, cast: Cast, ruling: Document) -> None:
        documents.discard(
            ruling, reason="被告可以查明", by=acting(cast.zhou, ruling.matter), at=AT + DAY
        )
        handoffs.carry_all()

        filing = Filing.objects.get(matter=ruling.matter)
        assert filing.state == FilingState.SUBMITTED

    def test_cannot_be_signed_by_who_proposed_it(self, cast: Cast, ruling: Document) -> None:
        with pytest.raises(NotYours):
            documents.sign(
                ruling, seen=ruling.context_sha256, by=acting(cast.sun, ruling.matter), at=AT
            )

        assert Filing.objects.get(matter=ruling.matter).state == FilingState.REFUSAL_DRAFTED


def transferring(cast: Cast, case: Case, to: str = "宁波市镇海区人民法院") -> Document:
    return issuing.prepare_transfer(
        case,
        to=to,
        article="第二十二条第二款",
        reason="被告住所地和合同履行地都不在本院辖区",
        by=acting(cast.wang, case.matter),
        at=AT + 3 * DAY,
    )


class TestTransfer:
    def test_takes_effect_with_the_signature(self, cast: Cast, case: Case) -> None:
        ruling = transferring(cast, case)
        documents.sign(
            ruling, seen=ruling.context_sha256, by=acting(cast.wang, case.matter), at=AT + 3 * DAY
        )

        case.refresh_from_db()
        assert case.state == CaseState.TRANSFERRED
        assert ruling.audience == "parties"

    def test_refuses_a_second_one(self, cast: Cast, case: Case) -> None:
        transferring(cast, case)

        with pytest.raises(OutOfOrder):
            transferring(cast, case)

    def test_refuses_who_is_no_judge(self, cast: Cast, case: Case) -> None:
        with pytest.raises(NotYours):
            issuing.prepare_transfer(
                case, to="某院", article="第二十二条", reason="无", by=acting(cast.zhao), at=AT
            )

    def test_refuses_without_a_court(self, cast: Cast, case: Case) -> None:
        with pytest.raises(NoCourtNamed):
            transferring(cast, case, to=" ")


class TestReissue:
    def test_makes_the_notice_from_what_the_file_says_now(self, cast: Cast, case: Case) -> None:
        pressed()
        notice = given(case)["应诉通知书", DEFENDANT]
        person = notice.to
        assert person is not None
        person.name = "舟山金塘螺杆制造有限公司"
        person.save()

        new = issuing.reissue(
            Document.objects.get(pk=notice.pk),
            reason="被告名称有误",
            by=acting(cast.sun, case.matter),
            at=AT + 4 * DAY,
        )

        names = [one["name"] for one in documents.said_in(new)["case"]["parties"]]
        assert person.name in names
        assert new.side == Side.ANSWERING

    def test_refuses_a_ruling(self, cast: Cast, ruling: Document) -> None:
        with pytest.raises(CannotReissue):
            issuing.reissue(ruling, reason="笔误", by=acting(cast.zhou), at=AT)

    def test_refuses_a_party(self, cast: Cast, case: Case) -> None:
        pressed()
        with pytest.raises(NotYours):
            issuing.reissue(
                given(case)["应诉通知书", DEFENDANT], reason="x", by=acting(cast.zhang), at=AT
            )

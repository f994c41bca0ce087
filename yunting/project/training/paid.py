"""The fee of a case: ordered, paid as the bank tells it, held and sent back where it is wrong."""

from __future__ import annotations

from datetime import datetime

from yunting.money.models import FeeNotice, Method, Payment
from yunting.money.services import fees, payments, returns
from yunting.money.services.payments import Told
from yunting.project.training.served import Served

KEEPER, SECOND = "周渔", "赵舟"


def pay(notice: FeeNotice, *, payer: str, at: datetime, run: int = 1) -> Payment:
    """Let the bank tell that somebody paid a fee; the first `run` pays it, others are too much."""
    told = Told(
        serial=f"{at:%Y%m%d}{notice.pk:06}{run:02}",
        account=notice.account.number,
        reference=notice.reference,
        amount=notice.amount,
        payer=payer,
        method=Method.QR if run == 1 else Method.TRANSFER,
        paid_at=at,
    )
    return payments.take(told, court=notice.account.court, at=at)


class Paid(Served):
    """A scene in which money comes and goes back."""

    def fee(self) -> FeeNotice:
        """Return what is asked for in the case."""
        rows = FeeNotice.objects.select_related("matter__court", "case__court", "account__court")
        return rows.get(matter=self.filing.matter)

    def order_fee(self) -> None:
        """Get the way to pay."""
        fees.order(self.fee(), by=self.acting(self.plan.plaintiff.name), at=self.at)

    def pay_fee(self) -> None:
        """Let the plaintiff pay it."""
        pay(self.fee(), payer=self.plan.plaintiff.name, at=self.at)

    def pay_again(self, run: int) -> Payment:
        """Pay what was paid: it is held."""
        return pay(self.fee(), payer=self.plan.plaintiff.name, at=self.at, run=run)

    def propose_return(self, payment: Payment) -> None:
        """Let who keeps the books propose that it goes back."""
        payment.refresh_from_db()
        told = "同一案件已经交纳，这一笔多付。"
        returns.propose(payment, reason=told, by=self.by(KEEPER), at=self.at)

    def decide_on_return(self, payment: Payment, *, confirms: bool) -> None:
        """Let a second person agree, or not."""
        payment.refresh_from_db()
        if confirms:
            returns.confirm(payment, by=self.by(SECOND), at=self.at)
        else:
            told = "先和付款人核对账号。"
            returns.decline(payment, reason=told, by=self.by(SECOND), at=self.at)

    def answer_of_the_bank(self, payment: Payment, *, is_done: bool) -> None:
        """Let the bank say what became of it."""
        payment.refresh_from_db()
        returns.settle(
            payment.back_reference,
            is_done=is_done,
            back_serial=f"R{payment.serial}" if is_done else "",
            reason="" if is_done else "收款账户已经销户",
            at=self.at,
        )

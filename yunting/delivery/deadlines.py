"""The periods of delivery: to answer a notice, to wait for a way to succeed, a public notice."""

from datetime import date

from yunting.core.audience import Audience
from yunting.core.deadline_kinds import DeadlineKind, register
from yunting.core.roles import PARTIES, Role
from yunting.delivery.events import consent, service
from yunting.rules.finding import Finding
from yunting.rules.online.consent import last_day_to_link
from yunting.rules.service.ladder import Rung, wait_ends


def _wait(rung: Rung) -> DeadlineKind:
    def period(start: date) -> Finding[date]:
        return wait_ends(rung, start)

    return register(
        DeadlineKind(
            name=f"delivery.wait-{rung}",
            title=f"等候{TITLES[rung]}的结果",
            starts_from=STARTS[rung],
            who=frozenset({Role.CLERK, Role.FILING_CLERK}),
            on_lapse="还没有送到的，换下一种方式送达。",
            article="民事诉讼法 第八十八条",
            period=period,
            audience=Audience.COURT,
        )
    )


TITLES = {
    Rung.ELECTRONIC: "电子送达",
    Rung.CALL: "电话联系",
    Rung.POST: "邮寄送达",
}
STARTS = {
    Rung.ELECTRONIC: (service.ServiceSent,),
    Rung.CALL: (service.CallMade,),
    Rung.POST: (service.PostedOut,),
}
WAITS = {rung: _wait(rung) for rung in STARTS}
ANNOUNCEMENT = register(
    DeadlineKind(
        name="delivery.announcement",
        title="公告送达三十日",
        starts_from=(service.NoticePublished,),
        who=frozenset({Role.CLERK, Role.FILING_CLERK}),
        on_lapse="公告期满，视为送达。",
        article="民事诉讼法 第九十五条",
        period=lambda start: wait_ends(Rung.ANNOUNCEMENT, start),
    )
)
ANSWER = register(
    DeadlineKind(
        name="delivery.consent-answer",
        title="答复是否同意在线并关联案件",
        starts_from=(consent.ConsentAsked,),
        who=frozenset(PARTIES),
        on_lapse="没有明确同意的，线下办理。",
        article="法释〔2021〕12号 第十条",
        period=last_day_to_link,
    )
)

"""What the two people of a mandate to lend a hand are told."""

from __future__ import annotations

from datetime import datetime

from yunting.accounts.models import HelpMandate
from yunting.core import messages
from yunting.core.messages import Template
from yunting.core.models import Person

ASKED = Template(
    "代办授权",
    "{principal}请您代办：{topics}，到{last_day}为止。请打开“代办授权”，接受或者不接受。",
)
ACCEPTED = Template("代办授权已接受", "{helper}接受了您的代办授权。您可以随时收回。")
DECLINED = Template("代办授权没有接受", "您请的人没有接受代办授权。您可以另请他人。")
WITHDRAWN = Template("代办授权已收回", "{principal}收回了代办授权，您不再替其代办。")
LAID_DOWN = Template(
    "不再代办", "{helper}不再替您代办。没有办完的事，请您自己接着办，或者另请他人。"
)
EXPIRED = Template("代办授权到期", "{principal}给{helper}的代办授权已经到期。需要的，请重新授权。")
TAKEN_UP = Template("有人陪同查看案件", "{helper}按您的授权开始查看这件案件。您可以随时收回授权。")


def tell(
    held: HelpMandate, person: Person | None, template: Template, *, at: datetime, phone: str = ""
) -> None:
    """Tell one of the two of a mandate, or the phone nobody has signed up with yet."""
    if person is None and not phone:
        return
    messages.tell_of_account(
        person,
        template,
        court=held.court,
        phone=phone,
        at=at,
        principal=held.principal.name,
        helper=held.helper.name if held.helper else "",
        topics=held.topics,
        last_day=f"{held.last_day:%Y-%m-%d}",
    )

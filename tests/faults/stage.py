"""Fill a running court for the faults: `python -m tests.faults.stage FILINGS SECONDS`.

Runs as a program of that court, in its environment. Complaints are written and ready to be
signed, and texts wait to be sent over the next seconds. Prints who is signed in, as JSON.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django


def main(filings: int, seconds: int) -> dict[str, Any]:
    """Put everybody on stage, and the complaints into their hands."""
    from django.test import Client  # noqa: PLC0415  (needs the settings)

    from tests.accounts.signing_in import sign_in_citizen, sign_in_staff  # noqa: PLC0415
    from tests.cast import acting, on_stage  # noqa: PLC0415
    from tests.cast_complaint import typed_in  # noqa: PLC0415
    from yunting.core import messages  # noqa: PLC0415
    from yunting.core.models import OutboxMessage  # noqa: PLC0415
    from yunting.filing.services import drafting, opening  # noqa: PLC0415
    from yunting.lib import clock  # noqa: PLC0415

    at = clock.now()
    cast = on_stage(at)
    assert cast.zhang.person is not None
    answers = typed_in(closing=False)
    ready = []
    news = messages.Template(title="立案通知", text="您的起诉已登记立案。")
    for number in range(filings):
        by = acting(cast.zhang)
        begun = opening.open_filing(cast.court, form="sale-contract", cause="2025:88", by=by, at=at)
        by = acting(cast.zhang, begun.matter)
        draft = drafting.save_answers(begun, answers, seen=0, by=by, at=at)
        ready.append((begun.pk, draft.number))
        told = messages.tell(cast.zhang.person, news, matter=begun.matter, at=at)
        later = clock.machine_now() + timedelta(seconds=seconds * number / filings)
        OutboxMessage.objects.filter(message=told).update(next_at=later)
    sessions = {}
    for name, account in {"zhang": cast.zhang, "sun": cast.sun, "zhou": cast.zhou}.items():
        client = Client()
        (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
        sessions[name] = client.cookies["sessionid"].value
    return {"filings": ready, "sessions": sessions, "phone": cast.zhang.phone}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))

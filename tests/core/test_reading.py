"""A look is written down by itself, and inside an act with the act."""

import pytest
from django.db import connection, transaction

from tests.cast import acting, on_stage
from tests.filing.build import drafted
from yunting.core import reading
from yunting.core.models import Reading


def hurries() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return bool(cursor.fetchone()[0] != "off")


@pytest.mark.usefixtures("own_database")
class TestNote:
    def test_is_committed_at_once(self) -> None:
        cast = on_stage()
        draft = drafted(cast)

        reading.note(draft, matter=draft.matter, by=acting(cast.zhang, draft.matter))

        connection.close()
        look = Reading.objects.get()
        assert (look.account, look.what, look.ref) == (cast.zhang, "filing.filing", draft.pk)

    def test_leaves_acts_as_durable_as_they_were(self) -> None:
        cast = on_stage()
        draft = drafted(cast)
        by = acting(cast.zhang, draft.matter)
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO on")

        reading.note(draft, matter=draft.matter, by=by)
        with transaction.atomic():
            reading.note(draft, matter=draft.matter, by=by)
            within = hurries()

        assert within
        assert hurries()

    def test_goes_with_an_act_that_is_taken_back(self) -> None:
        cast = on_stage()
        draft = drafted(cast)

        with transaction.atomic():
            reading.note(draft, matter=draft.matter, by=acting(cast.zhang, draft.matter))
            transaction.set_rollback(True)

        assert not Reading.objects.exists()

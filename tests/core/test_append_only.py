"""Facts outlive everybody: the owner of the tables is refused as well."""

import psycopg
import pytest

from tests.cast import AT, acting, on_stage
from yunting.filing.services.opening import open_filing
from yunting.project.cluster import OWNER, WEB


@pytest.mark.parametrize(
    "change", ["UPDATE core_event SET basis = ''", "DELETE FROM core_event", "TRUNCATE core_event"]
)
def test_not_even_the_owner_can_change_a_fact(own_database: str, change: str) -> None:
    cast = on_stage()
    open_filing(cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT)

    owner = psycopg.connect(own_database.replace(WEB, OWNER, 1))
    with owner, pytest.raises(psycopg.Error, match="append-only"):
        owner.execute(change + (" CASCADE" if "TRUNCATE" in change else ""))

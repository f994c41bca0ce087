"""Signing many papers: each for itself, by another than who asked for it."""

from collections.abc import Iterator

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.filing.states import refusal_prepared
from yunting.core import bulk, signing
from yunting.core.models import BulkItem, BulkResult, Document, DocumentState
from yunting.core.signing import SamePerson
from yunting.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


@pytest.fixture
def cast() -> Iterator[Cast]:
    clock.provide(lambda: AT)
    yield on_stage()
    clock.provide(clock.machine_now)


def signed(cast: Cast, *chosen: tuple[Document, str]) -> list[BulkItem]:
    run = signing.sign_each(chosen, by=acting(cast.zhou), at=AT)
    bulk.carry_on(bulk=run.pk)
    return list(run.items.order_by("position"))


class TestToSign:
    def test_lists_what_waits_for_ones_own_posts(self, cast: Cast) -> None:
        document = refusal_prepared(cast)

        for_chief = signing.to_sign(cast.zhou, roles=acting(cast.zhou).roles)
        for_clerk = signing.to_sign(cast.sun, roles=acting(cast.sun).roles)

        assert (list(for_chief), list(for_clerk)) == ([document], [])


class TestSignEach:
    def test_signs_what_was_shown(self, cast: Cast) -> None:
        document = refusal_prepared(cast)

        (item,) = signed(cast, (document, document.context_sha256))

        document.refresh_from_db()
        assert item.message == f"已签发，编号{document.number}"
        assert (document.state, document.issued_by) == (DocumentState.ISSUED, cast.zhou)

    def test_refuses_another_content_than_was_shown(self, cast: Cast) -> None:
        document = refusal_prepared(cast)

        (item,) = signed(cast, (document, "0" * 64))

        document.refresh_from_db()
        assert (item.result, document.state) == (BulkResult.REFUSED, DocumentState.PREPARED)
        assert "在您查看之后改过" in item.message

    def test_refuses_who_asked_for_it(self, cast: Cast) -> None:
        document = refusal_prepared(cast)
        Document.objects.update(asked_by=cast.zhou)

        with pytest.raises(SamePerson):
            signing._sign(document.pk, document.context_sha256, cast.zhou, AT)
        (item,) = signed(cast, (document, document.context_sha256))

        document.refresh_from_db()
        assert (item.result, document.state) == (BulkResult.REFUSED, DocumentState.PREPARED)

    def test_knows_nothing_of_what_the_signer_may_not_see(self, cast: Cast) -> None:
        document = refusal_prepared(cast)
        run = signing.sign_each([(document, document.context_sha256)], by=acting(cast.qian), at=AT)
        bulk.carry_on(bulk=run.pk)

        assert run.items.get().message == "没有找到，或者您无权办理。"

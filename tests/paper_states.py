"""A paper in each of its states, made by the acts themselves."""

from collections.abc import Callable

from tests.cast import AT, Cast, acting
from tests.filing.states import CASES, refusal_prepared
from tests.papers import sealed
from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import CaseState, Document, DocumentState, Side
from yunting.filing import documents as papers
from yunting.filing.selectors import contexts


def _issued(cast: Cast) -> Document:
    case = CASES[CaseState.REGISTERED](cast)
    return documents.issue(
        papers.ACCEPTANCE,
        contexts.acceptance(case),
        matter=case.matter,
        case=case,
        to=cast.zhang.person,
        side=Side.CLAIMING,
        by=Actor.court(),
        at=AT,
    )


def _sealed(cast: Cast) -> Document:
    return sealed(_issued(cast))


def _superseded(cast: Cast) -> Document:
    old = _sealed(cast)
    assert old.case is not None
    documents.supersede(old, contexts.acceptance(old.case), reason="更正", by=Actor.court(), at=AT)
    old.refresh_from_db()
    return old


def _recalled(cast: Cast) -> Document:
    return documents.recall(_sealed(cast), reason="误发", by=Actor.court(), at=AT)


def _discarded(cast: Cast) -> Document:
    document = refusal_prepared(cast)
    return documents.discard(document, reason="不必", by=acting(cast.zhou, document.matter), at=AT)


PAPERS: dict[str, Callable[[Cast], Document]] = {
    DocumentState.PREPARED: refusal_prepared,
    DocumentState.ISSUED: _issued,
    DocumentState.SEALED: _sealed,
    DocumentState.SUPERSEDED: _superseded,
    DocumentState.RECALLED: _recalled,
    DocumentState.DISCARDED: _discarded,
}

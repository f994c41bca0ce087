"""How files and evidence are called by programs."""

from __future__ import annotations

from tests.cast import AT, acting
from tests.filing import evidence_stage
from tests.filing.defence_stage import Stage
from tests.project.api_recipe import OF_ONE_SIDE, OF_THE_PARTIES, Recipe, matter
from tests.project.api_world import World
from yunting.core import uploads


def stage(world: World) -> Stage:
    return Stage(world.cast, world.filing, world.case)


def exchanged(world: World) -> dict[str, object]:
    return {"pk": evidence_stage.exchanged(stage(world), world.cast.zhang).pk}


def prepared(world: World) -> dict[str, object]:
    return {"pk": evidence_stage.listed(world.cast.zhang, world.matter).pk}


def paper(world: World) -> dict[str, object]:
    item = evidence_stage.exchanged(stage(world), world.cast.zhang)
    return {"pk": item.files.get().pk}


def sending(world: World) -> dict[str, object]:
    by = acting(world.cast.zhang, world.matter)
    upload = uploads.begin_upload(world.matter, name="a.pdf", size=9, by=by, at=AT)
    return {"token": upload.token}


ITEM = {"name": "借条", "proves": "欠款", "source": "原告", "original": "held"}
AGREES = dict.fromkeys(("authenticity", "legality", "relevance"), "accepted")
ASKED = {"reason": "archive", "due_on": "2031-01-04"}
COMPARED = {"result": "compared", "how": "video", "finding": "一致"}
EVIDENCE = {
    "POST /matters/{code}/uploads": Recipe(
        (401, 404, 201, 201), matter, body={"name": "a.pdf", "size": 9}
    ),
    "GET /uploads/{token}": Recipe(OF_ONE_SIDE, sending),
    "PUT /uploads/{token}": Recipe((401, 422, 422, 422), sending, body={}),
    "POST /uploads/{token}/complete": Recipe((401, 404, 404, 409), sending, body={}),
    "DELETE /uploads/{token}": Recipe((401, 404, 404, 204), sending),
    "GET /files/{pk}": Recipe(OF_THE_PARTIES, paper),
    "GET /files/{pk}/original": Recipe(OF_THE_PARTIES, paper),
    "GET /matters/{code}/evidence": Recipe(OF_THE_PARTIES, matter),
    "POST /matters/{code}/evidence": Recipe((401, 404, 409, 409), matter, body=ITEM),
    "GET /evidence/{pk}": Recipe(OF_THE_PARTIES, exchanged),
    "PUT /evidence/{pk}": Recipe(OF_ONE_SIDE, prepared, body=ITEM),
    "DELETE /evidence/{pk}": Recipe((401, 404, 404, 204), prepared),
    "POST /matters/{code}/evidence/submit": Recipe(
        OF_ONE_SIDE, lambda w: {**prepared(w), **matter(w)}, body={"confirmed": True}
    ),
    "POST /evidence/{pk}/opinion": Recipe((401, 404, 200, 404), exchanged, body=AGREES),
    # Nobody here is this case's judge or clerk: see TestEvidence.
    "POST /evidence/{pk}/original": Recipe((401, 404, 404, 404), exchanged, body=ASKED),
    "POST /evidence/{pk}/comparison": Recipe((401, 404, 404, 404), exchanged, body=COMPARED),
    "POST /evidence/{pk}/equal": Recipe(
        (401, 404, 404, 404), exchanged, body={"ground": "other", "note": "证人"}
    ),
}

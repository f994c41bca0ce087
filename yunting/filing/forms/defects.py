"""What can be returned of a complaint: any field asked for, filled or not, and any list."""

from dataclasses import dataclass, replace

from yunting.filing.forms.answers import filled
from yunting.filing.forms.complaint import label_of, written
from yunting.filing.forms.elements import Form
from yunting.filing.forms.steps import Step, Values, blocks, size, steps
from yunting.lib.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that can be returned, with the answer there is; `path` is what the return names."""

    path: str
    label: str
    value: str = ""
    capitals: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The spots of one question; `blanks` are asked for and unanswered."""

    number: str
    label: str
    whole: Spot | None
    spots: tuple[Spot, ...]
    blanks: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The questions under one heading: 原告 1, 诉讼请求, 事实与理由."""

    heading: str
    clusters: tuple[Cluster, ...]


def chapters(form: Form, values: Values) -> tuple[Chapter, ...]:
    """Return the whole complaint, spot by spot, in the order of the form."""
    counted = filled(form, values)
    rows = {r.path: r for p in written(form, values).parts for g in p.groups for r in g.rows}
    found: dict[str, list[Cluster]] = {}
    for step in steps(form, values, closing=True):
        shown = step.shown(counted)
        spots = tuple(
            Spot(path, rows[path].label, rows[path].value, rows[path].capitals)
            for path in (place.path for place in shown)
            if path in rows
        )
        blanks = tuple(
            Spot(place.path, place.field.label)
            for place in shown
            if place.path not in rows and not place.field.sum_of
        )
        if spots or blanks:
            question = step.question
            cluster = Cluster(question.number, question.label, _whole(step), spots, blanks)
            _add(found.setdefault(step.heading, []), cluster)
    return tuple(Chapter(heading, tuple(own)) for heading, own in found.items())


def name_of(form: Form, path: str, values: Values) -> str:
    """Return what a return calls a spot: 原告 1 · 联系电话; for a list, 证据（可增减）.

    :raises NotVisible: if the form has no such field and no such list
    """
    for block in blocks(form):
        if block.path == path:
            return f"{block.noun}（可增减）"
    return label_of(form, path, values)


def name_or_path(form: Form, path: str, values: Values) -> str:
    """Return what a spot is called; an unknown path, of an older edition of the form, as it is."""
    try:
        return name_of(form, path, values)
    except NotVisible:
        return path


def shown(form: Form, path: str, values: Values) -> str:
    """Return the answer at a path as the complaint shows it, empty for none; a list's size."""
    for block in blocks(form):
        if block.path == path:
            return f"整个清单，共{size(block, values)}项"
    groups = (g for part in written(form, values).parts for g in part.groups)
    return next((row.value for g in groups for row in g.rows if row.path == path), "")


def _add(clusters: list[Cluster], cluster: Cluster) -> None:
    """Add a cluster; one under the same official label goes on where the last one ended."""
    last = clusters[-1] if clusters else None
    if last is None or (last.number, last.label) != (cluster.number, cluster.label):
        clusters.append(cluster)
        return
    clusters[-1] = replace(
        last,
        whole=last.whole or cluster.whole,
        spots=last.spots + cluster.spots,
        blanks=last.blanks + cluster.blanks,
    )


def _whole(step: Step) -> Spot | None:
    rows = step.question.rows
    return Spot(rows.path, f"{rows.noun}（可增减）") if rows is not None else None

"""The papers go out: drawn up and sealed by the press, served on both sides, proved.

Nobody prints anything: the claimant is served where its complaint says, the firm that is sued
where the contract says, and finds the case by the code of the text.
"""

from __future__ import annotations

from yunting.lib import clock
from yunting.project.stories import (
    clerk,
    defendant,
    filer,
    history,
    phone,
    recipient,
    seals,
    stranger,
)
from yunting.project.stories.device import Device, Page
from yunting.project.stories.filer import Writing
from yunting.project.stories.recipient import Opened
from yunting.project.stories.stage import PLAN, Stage, organisation

OF_THE_CLAIMANT = {"受理案件通知书", "交纳诉讼费用通知书", "举证通知书", "审判人员通知书"}
OF_THE_DEFENDANT = {"应诉通知书", "举证通知书", "审判人员通知书"}
CLAUSE = "买卖合同第九条：送达地址和方式"


def play(stage: Stage, writing: Writing) -> None:
    """Play it, from the press to the proofs of both sides."""
    _seal(stage, writing)
    _serve(stage, writing)
    _find_the_case(stage, writing)
    _read(stage, stage.computer, "the claimant", OF_THE_CLAIMANT, enter=stage.filer.phone)
    _read(
        stage, stage.opponent_desk, "the defendant", OF_THE_DEFENDANT, enter=stage.defendant.phone
    )


def _seal(stage: Stage, writing: Writing) -> None:
    stage.say("the worker's press typesets and seals the notices, and each is served by rule")
    firm, claimant = PLAN.against[0], stage.filer.name

    def is_ready(page: Page) -> bool:
        found = clerk.lines(page)
        ours = {one.paper for one in found if one.to.startswith(claimant) and _is_served(one)}
        return ours == OF_THE_CLAIMANT and {o.paper for o in found if o.to == firm} == (
            OF_THE_DEFENDANT
        )

    page = history.when(stage.desk, clerk.services_of(writing.code), is_ready)
    lines = clerk.lines(page)
    stage.figures.count("papers_sealed", lines)
    stage.figures.same("each party has its own papers", len(lines), 7)
    waiting = [one for one in lines if one.to == firm and not _is_served(one)]
    stage.figures.same("nobody is served online who has not agreed", len(waiting), 3)


def _is_served(line: clerk.Line) -> bool:
    return line.state == clerk.SERVED


def _serve(stage: Stage, writing: Writing) -> None:
    firm, number = PLAN.against[0], stage.defendant.phone
    stage.say(f"the contract names where {firm} is served: the clerk notes it and sends by text")
    clerk.note_agreed_number(stage.desk, writing.code, firm, number, CLAUSE)
    theirs = [one for one in clerk.served(stage.desk, writing.code) if one.to == firm]
    for line in theirs:
        clerk.send(stage.desk, line)

    def are_served(page: Page) -> bool:
        found = [one for one in clerk.lines(page) if one.to == firm]
        return len(found) == len(theirs) and all(_is_served(one) for one in found)

    page = history.when(stage.desk, clerk.services_of(writing.code), are_served)
    stage.figures.count("services", clerk.lines(page))
    told = phone.notices(stage.neighbours, number)
    stage.figures.count("texts_to_the_defendant", told)
    stage.figures.same("a text for each paper", len(told), len(theirs))


def _find_the_case(stage: Stage, writing: Writing) -> None:
    """Check the text without signing in, then link the case by its code."""
    figures, who, device = stage.figures, stage.defendant, stage.opponent
    firm, address = organisation(PLAN.against[0]), f"/matters/{writing.code}/"
    stage.say(f"{who.name} checks the text at the short address, and links the case by its code")
    code, short = phone.notices(stage.neighbours, who.phone)[0]
    public = stage.bystander.open(short)
    figures.hold("anybody checks the text", "法院送达文书的通知" in public.text, public.text[:200])
    figures.hold("and learns nobody's name", firm.name not in public.text)
    figures.same("before, the case is hidden", device.open(address).status, 404)
    filer.act_for(device, firm)
    page = defendant.associate(device, code, firm)
    figures.same("the code leads to the case", page.path, address)


def _read(stage: Stage, device: Device, whose: str, papers: set[str], *, enter: str) -> None:
    """Sign in, be led to what was served, open it, keep it, and have the seals judged."""
    figures, name = stage.figures, whose.removeprefix("the ")
    stage.say(f"{whose} signs in, is led to the papers first, and opens them")
    page = phone.sign_in(device, stage.neighbours, enter)
    figures.same("what was served opens first", page.path, recipient.PAPERS)
    held = device.open("/matters/")
    figures.same("and nothing else before it", held.path, recipient.PAPERS)
    opened = recipient.open_all(device)
    figures.count(f"papers_of_the_{name}", opened)
    figures.same("the papers are these", {one.title for one in opened}, papers)
    for paper in opened:
        judge(stage, paper)
    _prove(stage, device, opened, name)


def judge(stage: Stage, paper: Opened) -> None:
    """Have the seal of a paper judged by two programs, forged and true, and its code checked."""
    figures = stage.figures
    verdict = seals.judge(paper.pdf, stage.place.authority)
    figures.hold(f"pyHanko and pdfsig accept the seal of {paper.title}", verdict.is_good, verdict)
    forged = seals.judge(seals.with_one_bit_changed(paper.pdf), stage.place.authority)
    figures.hold("and refuse it with one bit changed", forged.is_refused, forged)
    public = stranger.check(stage.bystander, paper.code)
    figures.hold("its code is the court's", f"法院文书：{paper.title}" in public.text)


def _prove(stage: Stage, device: Device, opened: list[Opened], name: str) -> None:
    figures, today = stage.figures, clock.day_of(clock.machine_now())
    proofs = [recipient.proof_of(device, one, on=today) for one in opened]
    figures.count(f"certificates_of_the_{name}", proofs)
    for proof in proofs:
        figures.hold(
            f"the certificate of {proof.paper} has the rule's own day, {proof.rule_says}",
            proof.says == proof.rule_says != "",
            f"{proof.says!r} ≠ {proof.rule_says!r}",
        )
        verdict = seals.judge(proof.pdf, stage.place.authority)
        figures.hold("and its seal is accepted by both", verdict.is_good, verdict)

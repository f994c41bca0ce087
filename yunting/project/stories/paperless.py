"""无纸化立案: one complaint from a phone to the defendant's answer, nobody travelling.

And what else may become of a complaint: registered by rule, taken back.
Plays 张澄 for the Shanghai company, 孙岚 of the filing division, 孙礁 for the firm that is sued,
and 钱路 who has no business here.
"""

from __future__ import annotations

from contextlib import ExitStack
from decimal import Decimal

from yunting.project.stories import clerk, defence, fee, filer, history, phone, service, stranger
from yunting.project.stories.device import Device, Page
from yunting.project.stories.figures import Figures
from yunting.project.stories.filer import Writing
from yunting.project.stories.place import Place
from yunting.project.stories.stage import BY_RULE, FIRM, PLAN, Stage, organisation
from yunting.project.training import complaints
from yunting.project.training.people import people

PAST_THE_SEVENTH_DAY = "+9d"


def play(place: Place, figures: Figures) -> None:
    """Play the whole story; what differs stands in `figures.differences`."""
    with ExitStack() as stack:

        def device(name: str, url: str = place.pages_url) -> Device:
            return stack.enter_context(Device(url, name))

        stage = Stage(
            place,
            computer=device("computer of the filer"),
            handset=device("phone of the filer"),
            desk=device("desk of the clerk"),
            bystander=device("phone of the stranger"),
            opponent=device("phone of the defendant"),
            opponent_desk=device("computer of the defendant"),
            neighbours=device("inbox", place.neighbours_url),
            figures=figures,
            filer=place.person("张澄"),
            passer_by=place.person("钱路"),
            defendant=place.person("孙礁"),
        )
        _sign_up(stage)
        ruled = _file_what_nobody_will_decide(stage) if place.advance else None
        first = _write(stage)
        receipt = _send(stage, first)
        _strangers_look(stage, first, receipt)
        _return_once(stage, first)
        _correct(stage, first)
        _return_is_refused(stage, first)
        _accept(stage, first)
        service.play(stage, first)
        fee.play(stage, first)
        defence.play(stage, first)
        _withdraw(stage)
        if ruled is not None:
            _let_time_pass(stage, ruled)
            fee.play_relief(stage, ruled)
        _tell_history(stage, first)


def _sign_up(stage: Stage) -> None:
    who, firm = stage.filer, organisation(FIRM)
    stage.say(f"{who.name} signs up on a phone and is identified")
    phone.sign_in(stage.handset, stage.neighbours, who.phone)
    page = filer.be_identified(stage.handset, who)
    stage.figures.same("the account bears the name", page.rows().get("姓名"), who.name)
    page = filer.act_for(stage.handset, firm)
    stage.figures.hold(f"acts for {firm.name}", firm.name in page.text)
    stage.say(f"so does {stage.defendant.name}, who will be sued")
    phone.sign_in(stage.opponent, stage.neighbours, stage.defendant.phone)
    filer.be_identified(stage.opponent, stage.defendant)


def _file_what_nobody_will_decide(stage: Stage) -> Writing:
    stage.say("a complaint is sent that nobody will decide")
    writing = filer.begin(stage.handset, organisation(FIRM), complaints.typed(BY_RULE))
    page = filer.answer(stage.handset, writing)
    filer.sign(page, stage.filer)
    return writing


def _write(stage: Stage) -> Writing:
    figures = stage.figures
    stage.say("another is written on the phone, question by question")
    writing = filer.begin(stage.handset, organisation(FIRM), complaints.typed(PLAN))
    filer.answer(stage.handset, writing)
    figures.count("questions_answered", writing.sent)
    figures.hold(
        "no question came twice", len(set(writing.sent)) == len(writing.sent), writing.sent
    )
    return writing


def _send(stage: Stage, writing: Writing) -> str:
    figures, who = stage.figures, stage.filer
    stage.say("the fee is shown, the complaint is read, signed and sent, by an impatient hand")
    page = stage.handset.open(f"/filings/{writing.pk}/check/")
    lines, total = filer.fee_lines(page)
    figures.keep("fee", total, lines)
    figures.same("the fee is the sum of its lines", sum(map(Decimal, lines)), Decimal(total))
    claimed = PLAN.total - PLAN.paid
    asking = stage.bystander.open("/rules/fees.acceptance/?kind=property")
    form = asking.form()
    form.fill("amount", str(claimed))
    public = asking.press(form)
    figures.same("anybody computes the same fee", filer.fee_lines(public)[1], total)
    sent, form = filer.sign(page, who)
    receipt = filer.receipt_code(sent)
    again = filer.send_twice_more(page, form)
    codes = [receipt, *(filer.receipt_code(one) for one in again)]
    figures.keep("receipt", receipt, sorted(set(codes)))
    figures.count("times_sent", codes)
    figures.same("sent three times, received once", set(codes), {receipt})
    return receipt


def _strangers_look(stage: Stage, writing: Writing, receipt: str) -> None:
    figures, who = stage.figures, stage.passer_by
    stage.say(f"{who.name} checks the receipt without signing in, and sees nothing else")
    page = stranger.check(stage.bystander, receipt)
    details = page.rows()
    figures.hold("the receipt is the court's", "法院收到的一份起诉材料" in page.text)
    figures.keep("receipt_check", details.get("第几次提交", ""), sorted(details))
    figures.hold("it names nobody", not _names() & set(_words(page)))
    addresses = stranger.addresses_of(writing.code, writing.pk)
    unknown = [stage.bystander.open(address) for address in addresses]
    figures.hold("not signed in, one is asked to", all("/sign-in/" in p.path for p in unknown))
    phone.sign_in(stage.bystander, stage.neighbours, who.phone)
    filer.be_identified(stage.bystander, who)
    seen = stranger.answers(stage.bystander, addresses)
    hidden = [address for address, status in seen.items() if status == 404]
    figures.count("addresses_hidden_from_a_stranger", hidden)
    figures.same("a stranger finds none of them", hidden, addresses)


def _names() -> set[str]:
    return {PLAN.by, FIRM, *PLAN.against}


def _words(page: Page) -> list[str]:
    return [name for name in _names() if name in page.text]


def _return_once(stage: Stage, writing: Writing) -> None:
    figures, flaws = stage.figures, complaints.flaws(PLAN)
    stage.say("孙岚 comes in with two factors and returns two fields with reasons")
    clerk.sign_in(stage.desk, people().colleague("孙岚"))
    row = clerk.find_in_queue(stage.desk, writing.pk)
    figures.hold("the queue has it", row)
    clerk.take(stage.desk, writing.pk)
    page = clerk.send_back(stage.desk, writing.pk, flaws)
    figures.hold("it is with the filer", "待补正" in page.text, page.text[:200])


def _correct(stage: Stage, writing: Writing) -> None:
    figures, flaws = stage.figures, complaints.flaws(PLAN)
    stage.say("the filer sees just those fields and corrects them")
    page, asked = filer.correct(stage.handset, writing, {f.path: f.right for f in flaws})
    figures.count("fields_returned", asked)
    figures.same("just the returned fields are asked for", set(asked), {f.path for f in flaws})
    changes = list(page.main.classed("difference"))
    figures.count("fields_corrected", changes)
    figures.same("old stands beside new", len(changes), len(flaws))
    filer.sign(page, stage.filer)


def _return_is_refused(stage: Stage, writing: Writing) -> None:
    stage.say("孙岚 tries to return it once more")
    before = history.history(stage.desk.open(f"/matters/{writing.code}/"))
    page = clerk.try_to_send_back_again(stage.desk, writing.pk, complaints.flaws(PLAN)[0])
    after = history.history(stage.desk.open(f"/matters/{writing.code}/"))
    figures = stage.figures
    figures.hold("a second return is refused", "不能再次退回" in page.text, page.text[:200])
    figures.hold("with its article", "法释〔2015〕8号 第七条" in page.text)
    figures.same("and no return is recorded", _returns(after), _returns(before))


def _returns(entries: list[history.Entry]) -> list[history.Entry]:
    """Return the records of being told to correct; papers are sealed and sent beside."""
    return [one for one in entries if "一次性告知补正" in one.sentence]


def _accept(stage: Stage, writing: Writing) -> None:
    figures, address = stage.figures, f"/matters/{writing.code}/"
    stage.say("孙岚 accepts; the case has a number, a procedure, a judge and its periods")
    clerk.accept(stage.desk, writing.pk)
    page = history.when(stage.handset, address, lambda p: "案件分配给" in p.text)
    number = page.heading
    entries = history.history(page)
    accepted = [one for one in entries if f"案号{number}" in one.sentence]
    figures.keep("case_number", number, accepted)
    figures.same("one record gives it", len(accepted), 1)
    figures.hold("of this court and year", number.startswith("（2026）浙0902民初"), number)
    procedure = page.find(r"(简易程序|小额诉讼程序|普通程序)")
    figures.keep("procedure", procedure, accepted)
    drawn = [one for one in entries if one.sentence.endswith("承办")]
    judge = drawn[0].sentence.removeprefix("案件分配给").removesuffix("承办") if drawn else ""
    judges = [c.name for c in people().staff.values() if c.role == "judge"]
    figures.keep("judge", judge, drawn)
    figures.hold("the judge is one of the court", judge in judges, judge)
    running = history.periods(page)
    figures.count("periods", list(running))
    figures.hold("the trial limit runs", "审理期限" in running, running)
    figures.count("next_steps", history.next_steps(page))
    days = history.calendar(stage.handset, writing.code)
    figures.count("days_in_the_calendar_file", days)
    figures.hold("the calendar file has days", days)


def _withdraw(stage: Stage) -> None:
    stage.say("a third is begun and taken back")
    writing = filer.begin(stage.handset, organisation(FIRM), complaints.typed(BY_RULE))
    filer.answer(stage.handset, writing, most=2)
    filer.withdraw(stage.handset, writing)
    entries = history.history(stage.handset.open(f"/matters/{writing.code}/"))
    taken_back = [one for one in entries if one.sentence.endswith("撤回起诉材料")]
    stage.figures.count("withdrawn", taken_back)
    stage.figures.same("the record says so", len(taken_back), 1)


def _let_time_pass(stage: Stage, writing: Writing) -> None:
    figures = stage.figures
    stage.say("seven days pass; what nobody has decided is registered by rule")
    if stage.place.advance is not None:
        stage.place.advance(PAST_THE_SEVENTH_DAY)
    address = f"/matters/{writing.code}/"
    page = history.when(stage.handset, address, lambda p: "先行立案" in p.text)
    entries = history.history(page)
    ruled = [one for one in entries if "依规定先行立案" in one.sentence]
    figures.keep("registered_by_rule", page.heading, ruled)
    figures.hold("by 法释〔2015〕8号", [one for one in ruled if "法释〔2015〕8号" in one.article])
    stage.say("")
    stage.tell(entries)
    stage.say("")


def _tell_history(stage: Stage, writing: Writing) -> None:
    figures = stage.figures
    entries = history.history(stage.desk.open(f"/matters/{writing.code}/"))
    figures.count("records", entries)
    with_article = [one for one in entries if one.article]
    figures.count("records_with_article", with_article)
    figures.same("every record names its article", len(with_article), len(entries))
    times = [one.at for one in entries]
    figures.same("in the order of the court's clock", times, sorted(times))
    stage.say("")
    stage.tell(entries)
    stage.say("")

"""Evidence from hand to hand in real browsers: photographed, on a bad line, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Page, expect
from pytest_django import DjangoDbBlocker

from tests import database
from tests.accounts.signing_in import sign_in_citizen, sign_in_staff
from tests.cast import AT, on_stage
from tests.conftest import connect_to
from tests.core import samples
from tests.filing.defence_stage import BO, Stage, linked, registered
from tests.filing.evidence_stage import checked
from tests.web.site import serving
from yunting.core import handoffs, store
from yunting.core import settings as limits
from yunting.core.models import Account, File
from yunting.filing.models import Evidence, ItemState
from yunting.lib import clock

pytestmark = pytest.mark.browser
PHONE, DESK = (390, 844), (1440, 900)
# What a phone at the edge of a village gets: bytes a second, milliseconds there and back.
THIRD_GENERATION = {"downloadThroughput": 200_000, "uploadThroughput": 250_000, "latency": 300}


class Court:
    """A case between 张 and a company, its pages on a socket, and whoever sits before them."""

    def __init__(self, url: str, stage: Stage, browser: Browser) -> None:
        self.url, self.stage, self._browser = url, stage, browser
        self.defendant = linked(stage, BO)
        self.evidence = f"{url}/matters/{stage.case.matter.code}/evidence/"

    def sits(
        self, account: Account, size: tuple[int, int] = PHONE, *, scripts: bool = True
    ) -> Page:
        """Open a browser somebody is signed in to."""
        client = Client()
        (sign_in_staff if account.is_court_staff else sign_in_citizen)(client, account)
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            java_script_enabled=scripts,
        )
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
        return context.new_page()


@pytest.fixture
def court(
    django_db_setup: None, template: str, django_db_blocker: DjangoDbBlocker, browser: Browser
) -> Iterator[Court]:
    with database.copy_of(template) as name, django_db_blocker.unblock():
        before = connect_to(name)
        clock.provide(lambda: AT)
        stage = registered(on_stage())
        with serving() as url:
            yield Court(url, stage, browser)
        clock.provide(clock.machine_now)
        connect_to(before)


@pytest.fixture
def sits(court: Court) -> Iterator[Callable[..., Page]]:
    opened: list[Page] = []

    def sit(*args: object, **how: object) -> Page:
        opened.append(court.sits(*args, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield sit
    for tab in opened:
        tab.context.close()


def saved(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def tell(tab: Page, name: str) -> None:
    """Say what the evidence is and what it proves."""
    tab.get_by_label("证据名称").fill(name)
    tab.get_by_label("用来证明什么").fill("被告收到货物，还欠货款三万元")
    tab.get_by_label("证据来源").fill("原告保管")
    tab.get_by_label("有原件，可以当庭出示").check()


def press(tab: Page, words: str) -> None:
    with tab.expect_navigation():
        tab.get_by_role("button", name=words).click()


def hand_in(tab: Page) -> None:
    """Read the list once more and hand it in; there is a receipt."""
    tab.get_by_role("link", name="核对并提交清单").click()
    tab.get_by_label("我已核对清单").check()
    press(tab, "提交证据清单")
    expect(tab.get_by_text("证据清单已提交，法院已收到。")).to_be_visible()
    expect(tab.get_by_text("回执码").first).to_be_visible()


def worker_does_its_part() -> None:
    """Check the files, make their copies, carry what follows."""
    checked(*Evidence.objects.all())
    handoffs.carry_all()


def original_of(name: str) -> bytes:
    with store.opened(File.objects.get(place__evidence__name=name).sha256) as kept:
        return kept.read()


@pytest.mark.feature("S28", "T13", "X11")
def test_a_photograph_goes_from_the_camera_to_the_judge_who_holds_it_equal(
    court: Court, sits: Callable[..., Page], tmp_path: Path
) -> None:
    cast = court.stage.cast

    # The plaintiff photographs an IOU; a blurred one is told at once, a good one is straightened.
    blurred = saved(tmp_path, "糊.jpg", samples.saved(samples.photo(blur=9), "JPEG", quality=80))
    photo = saved(tmp_path, "借条.jpg", samples.saved(samples.photo(), "JPEG", quality=85))
    plaintiff = sits(cast.zhang)
    plaintiff.goto(court.evidence)
    plaintiff.get_by_role("link", name="添加证据").click()
    tell(plaintiff, "借条")
    plaintiff.get_by_label("拍纸质材料").set_input_files(blurred)
    expect(plaintiff.get_by_text("照片不够清楚")).to_contain_text("模糊", timeout=20_000)
    plaintiff.get_by_role("button", name="重新拍").click()
    plaintiff.get_by_label("拍纸质材料").set_input_files(photo)
    expect(plaintiff.get_by_text("照片清楚")).to_be_visible(timeout=20_000)
    plaintiff.get_by_role("button", name="用这一张").click()
    expect(plaintiff.locator("[data-upload-list]")).to_contain_text("借条.jpg")
    press(plaintiff, "列入证据清单")
    hand_in(plaintiff)
    worker_does_its_part()
    assert original_of("借条") == photo.read_bytes()

    # The defendant is told, sees the page and its scan, and disputes that it is genuine.
    defendant = sits(court.defendant)
    defendant.goto(court.evidence)
    expect(defendant.get_by_text("有 1 项证据等您质证")).to_be_visible()
    defendant.get_by_role("link", name="证据1：借条", exact=True).click()
    item = defendant.url
    defendant.get_by_role("link", name="借条.jpg").click()
    scan = defendant.locator("main img").first
    expect(scan).to_have_js_property("complete", True)
    assert scan.evaluate("image => image.naturalWidth") > 0
    defendant.goto(item)
    defendant.get_by_role("link", name="发表质证意见").click()
    for quality, stance in (("真实性", "不认可"), ("合法性", "认可"), ("关联性", "认可")):
        defendant.get_by_role("region", name=quality).get_by_label(stance, exact=True).check()
    defendant.get_by_label("不认可真实性的理由").fill("签名不是本人所写。")
    press(defendant, "提交质证意见")
    expect(defendant.get_by_text("不认可：签名不是本人所写。")).to_be_visible()

    # The judge asks for the original because of it.
    judge = sits(cast.wang, DESK)
    judge.goto(item)
    judge.get_by_role("link", name="要求提交原件").click()
    judge.get_by_label("对方认为与原件不一致").check()
    press(judge, "要求提交原件")
    worker_does_its_part()

    # The plaintiff reads it, on the case page and where the evidence is.
    plaintiff.goto(item)
    expect(plaintiff.get_by_role("heading", name="请提交原件")).to_be_visible()
    plaintiff.goto(f"{court.url}/messages/")
    expect(plaintiff.get_by_text("请提交证据原件").first).to_be_visible()

    # The original is laid beside the copy; the copy stands for it from now on.
    judge.goto(item)
    judge.get_by_role("link", name="核对原件").click()
    judge.get_by_label("已核对，与原件一致").check()
    judge.get_by_label("当面核对").check()
    judge.get_by_label("核对记录").fill("逐页核对，一致。")
    press(judge, "核对原件")
    judge.get_by_role("link", name="认定视同原件").click()
    judge.get_by_label("已经线上或者线下与原件核对一致").check()
    press(judge, "认定视同原件")
    expect(judge.get_by_text("已认定视同原件。")).to_be_visible()
    assert Evidence.objects.get(name="借条").state == ItemState.EQUAL


def on_a_bad_line(tab: Page) -> CDPSession:
    """Let a tab have the line of a third-generation phone."""
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **THIRD_GENERATION})
    return line


@pytest.mark.feature("X11")
def test_a_file_sent_on_a_third_generation_line_goes_on_after_it_broke(
    court: Court, sits: Callable[..., Page], tmp_path: Path
) -> None:
    content = samples.pdf(3) + b"%" * 1_900_000 + b"\n%%EOF\n"
    tab = sits(court.stage.cast.zhang)
    tab.goto(f"{court.evidence}add/")
    tell(tab, "账册")
    parts: list[str] = []
    tab.on("request", lambda r: parts.append(r.url) if r.method == "PUT" else None)
    line = on_a_bad_line(tab)

    # The first part arrives slowly; as the second sets out the line is gone.
    with tab.expect_request(lambda r: r.url.endswith(f"offset={limits.CHUNK_BYTES}")):
        tab.get_by_label("选择文件").set_input_files(saved(tmp_path, "账册.pdf", content))
    line.send("Network.emulateNetworkConditions", {"offline": True, **THIRD_GENERATION})
    expect(tab.get_by_text("网络断了")).to_be_visible()
    line.send("Network.emulateNetworkConditions", {"offline": False, **THIRD_GENERATION})
    expect(tab.locator("[data-upload-list]")).to_contain_text("账册.pdf", timeout=30_000)
    press(tab, "列入证据清单")

    assert original_of("账册") == content
    assert sum(url.endswith("offset=0") for url in parts) == 1


@pytest.mark.feature("T13", "X11")
def test_without_scripts_a_form_carries_the_files_and_loses_nothing_to_a_mistake(
    court: Court, sits: Callable[..., Page], tmp_path: Path
) -> None:
    paper = saved(tmp_path, "合同.pdf", samples.pdf(2))
    program = saved(tmp_path, "发票.pdf", b"MZ" + bytes(400))
    tab = sits(court.defendant, scripts=False)
    tab.goto(court.evidence)
    tab.get_by_role("link", name="添加证据").click()

    # One file is no paper at all, and a word is missing: the good file stays.
    tell(tab, "")
    tab.get_by_label("选择文件").set_input_files([paper, program])
    press(tab, "列入证据清单")
    expect(tab.get_by_text("这是可以运行的程序").first).to_be_visible()
    expect(tab.locator("[data-upload-list]")).to_contain_text("合同.pdf")
    tab.get_by_label("证据名称").fill("合同")
    press(tab, "列入证据清单")
    expect(tab.get_by_role("link", name=re.compile("合同"))).to_be_visible()

    assert original_of("合同") == paper.read_bytes()
    hand_in(tab)

"""Evidence in a real browser: in parts over a line that breaks, photographed, without scripts."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import DjangoDbBlocker

from tests import database
from tests.accounts.signing_in import sign_in_citizen
from tests.cast import AT, Cast, on_stage
from tests.conftest import connect_to
from tests.core import samples
from tests.filing.build import drafted
from tests.ui.test_components import complaints_about
from tests.web.site import serving
from yunting.core import page_photo, store
from yunting.core import settings as limits
from yunting.core.models import File, Matter, Upload
from yunting.filing.models import Evidence
from yunting.lib import clock

pytestmark = pytest.mark.browser
PHONE, DESK = (390, 844), (1440, 900)
Opened = Callable[..., Page]


class Place:
    """A draft of 张's on a socket, and the way to her pages."""

    def __init__(self, url: str, cast: Cast, matter: Matter, session: str) -> None:
        self.url, self.cast, self.matter, self.session = url, cast, matter, session
        self.add = f"{url}/matters/{matter.code}/evidence/add/"


@pytest.fixture(scope="module")
def place(
    django_db_setup: None, template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Place]:
    with database.copy_of(template) as name, django_db_blocker.unblock():
        before = connect_to(name)
        clock.provide(lambda: AT)
        cast = on_stage()
        client = Client()
        sign_in_citizen(client, cast.zhang)
        with serving() as url:
            yield Place(url, cast, drafted(cast).matter, client.cookies["sessionid"].value)
        clock.provide(clock.machine_now)
        connect_to(before)


@pytest.fixture
def opened(browser: Browser, place: Place) -> Iterator[Opened]:
    contexts = []

    def open_(size: tuple[int, int] = PHONE, *, elder: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            java_script_enabled=scripts,
        )
        cookies = [{"name": "sessionid", "value": place.session, "url": place.url}]
        cookies += [{"name": "elder", "value": "on", "url": place.url}] if elder else []
        context.add_cookies(cookies)  # type: ignore[arg-type]
        contexts.append(context)
        tab = context.new_page()
        tab.goto(place.add)
        return tab

    yield open_
    for context in contexts:
        context.close()
    Upload.objects.all().delete()


def saved(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def photo_of_a_page(tmp_path: Path, image: Image.Image, name: str = "借条.jpg") -> Path:
    return saved(tmp_path, name, samples.saved(image, "JPEG", quality=90))


def told(tab: Page, name: str) -> None:
    tab.get_by_label("证据名称").fill(name)
    tab.get_by_label("用来证明什么").fill("欠款三万元")
    tab.get_by_label("证据来源").fill("原告保管")
    tab.get_by_label("有原件，可以当庭出示").check()


def original(name: str) -> bytes:
    file = File.objects.get(place__evidence__name=name)
    with store.opened(file.sha256) as content:
        return content.read()


@pytest.mark.parametrize(
    ("size", "elder"),
    [(PHONE, False), (DESK, False), (PHONE, True)],
    ids=["phone", "desk", "elder"],
)
class TestUpload:
    def test_comes_in_parts_with_progress_and_is_listed(
        self, opened: Opened, tmp_path: Path, size: tuple[int, int], elder: bool
    ) -> None:
        content = samples.pdf(3) + b"%" * 2_500_000 + b"\n%%EOF\n"
        name = f"账册{size}{elder}"
        tab = opened(size, elder=elder)
        parts: list[str] = []
        tab.on("request", lambda r: parts.append(r.url) if r.method == "PUT" else None)
        told(tab, name)

        tab.get_by_label("选择文件").set_input_files(saved(tmp_path, "账册.pdf", content))
        expect(tab.locator("[data-upload-list]")).to_contain_text("账册.pdf")
        assert complaints_about(tab) == []
        tab.get_by_role("button", name="列入证据清单").click()
        expect(tab.get_by_role("link", name=re.compile(re.escape(name)))).to_be_visible()

        assert len(parts) == -(-len(content) // limits.CHUNK_BYTES)
        assert original(name) == content


class TestBadLine:
    def test_goes_on_by_itself_when_the_line_comes_back(
        self, opened: Opened, tmp_path: Path
    ) -> None:
        content = samples.pdf(3) + b"%" * 3_500_000 + b"\n%%EOF\n"
        tab = opened()
        told(tab, "断线")
        broken: list[str] = []

        def now_and_then(route: Route) -> None:
            if route.request.method == "PUT" and len(broken) < 2:
                broken.append(route.request.url)
                route.abort("internetdisconnected")
            else:
                route.continue_()

        tab.route("**/api/v1/uploads/**", now_and_then)
        tab.get_by_label("选择文件").set_input_files(saved(tmp_path, "录音.pdf", content))
        expect(tab.get_by_text("网络断了")).to_be_visible()
        expect(tab.locator("[data-upload-list]")).to_contain_text("录音.pdf", timeout=20_000)
        tab.get_by_role("button", name="列入证据清单").click()
        expect(tab.get_by_role("link", name="断线")).to_be_visible()

        assert len(broken) == 2
        assert original("断线") == content

    def test_goes_on_from_another_device(self, opened: Opened, tmp_path: Path) -> None:
        content = samples.pdf(3) + b"%" * 3_500_000 + b"\n%%EOF\n"
        path = saved(tmp_path, "长文件.pdf", content)
        first = opened()
        sent: list[str] = []

        def one_part(route: Route) -> None:
            if route.request.method == "PUT":
                sent.append(route.request.url)
                if len(sent) > 1:
                    return route.abort("internetdisconnected")
            return route.continue_()

        first.route("**/api/v1/uploads/**", one_part)
        first.get_by_label("选择文件").set_input_files(path)
        expect(first.get_by_text("网络断了")).to_be_visible()

        second = opened(DESK)
        expect(second.get_by_text(re.compile(r"传了 \d+%，重新选择同一个文件"))).to_be_visible()
        parts: list[str] = []
        second.on("request", lambda r: parts.append(r.url) if r.method == "PUT" else None)
        second.get_by_label("选择文件").set_input_files(path)
        expect(second.locator("[data-upload-list] input[name=upload]")).to_have_count(1)

        assert parts[0].endswith(f"offset={limits.CHUNK_BYTES}")
        expect(second.get_by_text("重新选择同一个文件")).to_have_count(0)

    def test_says_what_the_court_does_not_take_and_how_to_mend_it(
        self, opened: Opened, tmp_path: Path
    ) -> None:
        tab = opened()

        for name, content, words in (
            ("空.pdf", b"", "空的"),
            ("程序.pdf", b"MZ" + bytes(400), "程序"),
            ("脚本.pdf", samples.packed_pdf(samples.with_script), "另存为 PDF"),
        ):
            tab.get_by_label("选择文件").set_input_files(saved(tmp_path, name, content))
            expect(tab.locator("[data-upload-now]")).to_contain_text(f"“{name}”没有收下")
            expect(tab.locator("[data-upload-now]")).to_contain_text(words)
        assert complaints_about(tab) == []


@pytest.mark.feature("S28")
class TestCamera:
    @pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
    def test_finds_the_page_shows_it_straight_and_sends_the_original(
        self, opened: Opened, tmp_path: Path, elder: bool
    ) -> None:
        path = photo_of_a_page(tmp_path, samples.photo())
        tab = opened(elder=elder)
        told(tab, f"拍照{elder}")

        tab.get_by_label("拍纸质材料").set_input_files(path)
        expect(tab.get_by_text("照片清楚")).to_be_visible(timeout=20_000)
        assert complaints_about(tab) == []
        tab.get_by_role("button", name="用这一张").click()
        expect(tab.locator("[data-upload-list]")).to_contain_text("借条.jpg")
        tab.get_by_role("button", name="列入证据清单").click()
        expect(tab.get_by_role("link", name=f"拍照{elder}")).to_be_visible()

        file = File.objects.get(place__evidence__name=f"拍照{elder}")
        assert original(f"拍照{elder}") == path.read_bytes()
        found = page_photo.corners_of(file.corners)
        wanted = ((0.05, 0.0375), (0.95, 0.0375), (0.95, 0.9625), (0.05, 0.9625))
        for (x, y), (u, v) in zip(found, wanted, strict=True):
            assert abs(x - u) < 0.015
            assert abs(y - v) < 0.015

    @pytest.mark.parametrize(
        ("how", "words"),
        [({"blur": 9}, "模糊"), ({"dim": 0.3}, "太暗"), ({"width": 1_500, "height": 2_000}, "dpi")],
    )
    def test_says_what_is_wrong_before_anything_is_sent(
        self, opened: Opened, tmp_path: Path, how: dict[str, float], words: str
    ) -> None:
        tab = opened()
        sent: list[str] = []
        tab.on("request", lambda r: sent.append(r.url) if "/uploads" in r.url else None)

        image = samples.photo(**how)  # type: ignore[arg-type]
        tab.get_by_label("拍纸质材料").set_input_files(photo_of_a_page(tmp_path, image))
        expect(tab.get_by_text("照片不够清楚")).to_contain_text(words, timeout=20_000)
        expect(tab.get_by_role("button", name="就用这一张")).to_be_visible()
        tab.get_by_role("button", name="重新拍").click()

        expect(tab.get_by_text("请再拍一张")).to_be_visible()
        assert sent == []

    def test_lets_the_corners_be_moved_by_keys(self, opened: Opened, tmp_path: Path) -> None:
        tab = opened()
        path = photo_of_a_page(tmp_path, samples.photo())
        tab.get_by_label("拍纸质材料").set_input_files(path)
        corner = tab.get_by_role("button", name="左上角")
        before = corner.bounding_box()

        corner.focus()
        for _ in range(5):
            tab.keyboard.press("ArrowRight")

        after = corner.bounding_box()
        assert before is not None
        assert after is not None
        assert after["x"] > before["x"] + 5

    def test_measures_as_the_court_does(self, opened: Opened, tmp_path: Path) -> None:
        tab = opened()
        for how in ({}, {"blur": 6}, {"dim": 0.5}):
            path = photo_of_a_page(tmp_path, samples.photo(**how))
            ours = page_photo.measure(path, page_photo.WHOLE, 3_000, 4_000)
            theirs = tab.evaluate(
                """async (words) => {
                  const camera = await import("/static/ui/camera.js");
                  const bytes = Uint8Array.from(atob(words), letter => letter.charCodeAt(0));
                  const image = await createImageBitmap(new Blob([bytes]));
                  return camera.measure(image, [[0, 0], [1, 0], [1, 1], [0, 1]]);
                }""",
                base64.b64encode(path.read_bytes()).decode(),
            )
            assert theirs["dpi"] == ours.dpi
            assert abs(theirs["brightness"] - ours.brightness) <= 3
            assert abs(theirs["sharpness"] - ours.sharpness) <= max(12, ours.sharpness // 4)


class TestWithoutScripts:
    def test_photograph_and_file_go_with_the_form(self, opened: Opened, tmp_path: Path) -> None:
        photo = photo_of_a_page(tmp_path, samples.photo())
        paper = saved(tmp_path, "合同.pdf", samples.pdf(2))
        tab = opened(scripts=False)
        told(tab, "无脚本")

        tab.get_by_label("拍纸质材料").set_input_files(photo)
        tab.get_by_label("选择文件").set_input_files(paper)
        tab.get_by_role("button", name="列入证据清单").click()

        expect(tab.get_by_role("link", name="无脚本")).to_be_visible()
        assert Evidence.objects.get(name="无脚本").files.count() == 2

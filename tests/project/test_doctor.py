"""`yunting doctor`: each thing a court needs, well and wrong, with what to do."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import call_command
from pytest_django import Settings

from tests.cast import AT
from tests.core.tampering import leave_notes, open_court
from yunting.core import heads, keys, log_keys, witness
from yunting.core.actor import Actor
from yunting.core.handoffs import MAX_ATTEMPTS
from yunting.core.models import Circuit, Event, HandOff, Heartbeat, OutboxMessage, OutboxState
from yunting.core.press import keys as seals
from yunting.lib import clock
from yunting.project.operations import last_backup
from yunting.project.operations import settings as limits
from yunting.project.operations.doctor import examine
from yunting.project.operations.finding import Finding, State
from yunting.project.operations.of_the_place import room

THINGS = {
    *("磁盘", "密钥", "用印", "备份", "数据库", "数据表", "权限", "时钟"),
    *("后台工作", "存证日志", "见证", "交接", "发件", "文书", "后台任务", "对接单位"),
}
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """One key of the log for all of these courts: it takes a second to make."""
    return heads.generate()


@pytest.fixture(autouse=True)
def court(
    db: None,
    key: rsa.RSAPrivateKey,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A court in which all is well but that it has no neighbours, witness or seal."""
    monkeypatch.setenv("YUNTING_DATABASE_URL", "a server of somebody else")
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    settings.WITNESS_URL, settings.NEIGHBOURS_URL = "", "http://127.0.0.1:1"
    log_keys.install(key, by=Actor.court(), at=AT)
    open_court()
    keys.own_key()
    Heartbeat.objects.create(pk=1, at=clock.machine_now())


def found() -> dict[str, Finding]:
    return dict(examine())


class TestCommand:
    def run(self, *options: str) -> tuple[int, str]:
        out = StringIO()
        try:
            call_command("doctor", *options, stdout=out)
        except SystemExit as end:
            return int(str(end.code)), out.getvalue()
        return 0, out.getvalue()

    def test_says_of_each_thing_how_it_is_and_what_to_do(self) -> None:
        code, told = self.run()

        assert code == 1
        assert {thing for thing in THINGS if f"  {thing}：" not in told} == set()
        assert "有问题  对接单位：http://127.0.0.1:1 没有答复" in told
        assert "→ 请检查网络和 YUNTING_NEIGHBOURS_URL。" in told
        assert told.endswith("有 1 项需要处理。\n")

    def test_is_content_when_nothing_is_wrong(self, neighbours: object) -> None:
        code, told = self.run()

        assert (code, told.splitlines()[-1]) == (0, "没有需要处理的问题。")

    def test_answers_a_machine(self) -> None:
        code, told = self.run("--json")

        answer = json.loads(told)
        assert (code, answer["ok"]) == (1, False)
        assert {one["thing"] for one in answer["findings"]} == THINGS


class TestPlace:
    def test_disk_with_room_is_well(self) -> None:
        assert found()["磁盘"].state is State.WELL

    @pytest.mark.parametrize(
        ("total", "free", "state"),
        [
            (20_000_000_000, 2_000_000_000, State.WELL),
            (19_000_000_000, 1_999_999_999, State.WRONG),
            (100_000_000_000, 10_000_000_000, State.WELL),
            (100_000_000_000, 9_999_999_999, State.WRONG),
        ],
    )
    def test_disk_is_wrong_below_two_gigabytes_or_a_tenth(
        self, tmp_path: Path, total: int, free: int, state: State
    ) -> None:
        assert room(tmp_path, total, total - free, free).state is state

    def test_keys_are_wrong_when_others_may_read_them(self, tmp_path: Path) -> None:
        assert found()["密钥"].state is State.WELL

        (tmp_path / "keys/court.key").chmod(0o644)

        assert found()["密钥"].told == "court.key 其他账户可以读取。"

    def test_keys_are_wrong_when_a_real_court_has_none(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        settings.TRAINING = False
        (tmp_path / "keys/court.key").unlink()

        assert found()["密钥"].state is State.WRONG

    def test_seal_is_wrong_when_a_real_court_has_none(self, settings: Settings) -> None:
        settings.TRAINING = False

        assert found()["用印"].told == "没有电子印章。"

    def test_seal_is_well_when_it_is_there(self) -> None:
        seals.ensure("舟山市定海区人民法院")

        assert found()["用印"].state is State.WELL

    def test_backup_is_wrong_when_a_real_court_has_none(self, settings: Settings) -> None:
        assert found()["备份"].state is State.NOTED

        settings.TRAINING = False

        assert found()["备份"].state is State.WRONG

    def test_backup_is_wrong_when_the_last_one_is_old(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        settings.TRAINING = False
        note_backup(tmp_path, age=timedelta(hours=1))
        assert found()["备份"].state is State.WELL

        note_backup(tmp_path, age=limits.BACKUP_EVERY + timedelta(minutes=1))

        assert found()["备份"].state is State.WRONG


def note_backup(home: Path, *, age: timedelta) -> None:
    at = clock.machine_now() - age
    told = {"taken_at": at.isoformat(), "folder": "/backups/1", "absent": 0}
    (home / last_backup.NOTE).write_text(json.dumps(told))


class TestWork:
    def test_worker_is_wrong_when_it_is_silent(self) -> None:
        assert found()["后台工作"].state is State.WELL

        Heartbeat.objects.update(at=clock.machine_now() - timedelta(minutes=2))

        assert found()["后台工作"].state is State.WRONG

    def test_worker_of_a_court_that_was_closed_is_noted(self) -> None:
        Heartbeat.objects.update(is_resting=True)

        assert found()["后台工作"].state is State.NOTED

    def test_log_is_wrong_when_nobody_signs(self) -> None:
        assert found()["存证日志"].state is State.WELL

        leave_notes(2)

        assert found()["存证日志"].told == "2 条记录在等候签署，没有进展。"

    def test_log_is_wrong_without_its_key(self) -> None:
        heads.file_of(heads.current_key().fingerprint).rename(heads.file_of("elsewhere"))
        heads._parsed.cache_clear()

        assert found()["存证日志"].state is State.WRONG

    def test_witness_is_wrong_when_it_was_told_nothing(self, settings: Settings) -> None:
        settings.WITNESS_URL = "http://127.0.0.1:1/witness"

        assert found()["见证"].told == "见证方只收到第 0 条以前的签名。"

        queue(OutboxState.SENT, to=witness.NEIGHBOUR, type=witness.TELL, key="head-14")

        assert found()["见证"].state is State.WELL

    def test_hand_off_is_wrong_when_it_was_given_up(self) -> None:
        fact = Event.objects.order_by("pk")[0]
        row = HandOff.objects.create(event=fact, to="filing.take", attempts=1)
        assert found()["交接"].state is State.NOTED

        HandOff.objects.filter(pk=row.pk).update(attempts=MAX_ATTEMPTS)

        assert found()["交接"].told == "1 件多次失败后放弃：filing.take。"

    def test_messages_are_wrong_when_one_was_given_up(self) -> None:
        assert found()["发件"].state is State.WELL

        queue(OutboxState.DEAD)

        assert found()["发件"].told == "1 条未能送出：sms。"

    def test_messages_are_wrong_when_one_should_have_left(self) -> None:
        queue(OutboxState.QUEUED)

        assert found()["发件"].told == "1 条早该发出：sms。"

    def test_neighbour_that_is_left_alone_is_named(self) -> None:
        until = clock.machine_now() + timedelta(minutes=1)
        Circuit.objects.create(neighbour="bank", failures=7, open_until=until)

        assert found()["对接单位"].told == "多次没有答复，暂停联系：bank。"


def queue(state: OutboxState, *, to: str = "sms", type: str = "sms.send", key: str = "one") -> None:
    OutboxMessage.objects.create(
        message_id="00000000-0000-4000-8000-000000000001",
        to=to,
        type=type,
        body=b"{}",
        body_hash="sha256:0",
        key=key,
        state=state,
        next_at=clock.machine_now() - timedelta(hours=1),
    )

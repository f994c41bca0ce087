"""What people hand in as files: the original as it came, copies made of it apart."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from yunting.core.models.case import Case
from yunting.core.models.matter import Matter, Participation, Side
from yunting.core.models.person import Account, Person


class FileKind(models.TextChoices):
    """What a file is by its content, never by its name."""

    PDF = "pdf", "PDF"
    WORD = "word", "Word 文档"
    PICTURE = "picture", "图片"
    SOUND = "sound", "录音"
    FILM = "film", "录像"
    SHEET = "sheet", "Excel 表格"
    TEXT = "text", "文本"
    OTHER = "other", "其他"


class FileState(models.TextChoices):
    """Where a file stands between its arrival and its being shown."""

    RECEIVED = "received", "正在检查"
    READY = "ready", "可以查看"
    REFUSED = "refused", "检查未通过"


class ScanState(models.TextChoices):
    """What the virus scanner said; `off` when this court has none."""

    WAITING = "waiting", "等待病毒检查"
    OFF = "off", "未做病毒检查"
    CLEAN = "clean", "病毒检查通过"
    FOUND = "found", "检查出病毒"


class FileQuerySet(models.QuerySet["File"]):
    """Filters on files."""

    def visible_to(self, account: Account) -> FileQuerySet:
        """Keep one's own, those handed in to all parties, and for the court all handed in."""
        rows = self.alias(owner=Coalesce("on_behalf_of_id", "submitted_by__person_id"))
        part = Participation.objects.of(account, what="core.File")
        mine = part.filter(
            Q(person=OuterRef("owner")) | Q(represents__person=OuterRef("owner")),
            side=OuterRef("side"),
        )
        handed_in = Q(sent_at__isnull=False)
        if account.is_court_staff:
            seen = Q(matter__in=Matter.objects.visible_to(account))
            return rows.filter(handed_in & seen | Q(submitted_by=account))
        shared = Q(audience__in=("public", "parties"), state=FileState.READY)
        return rows.filter(Exists(mine) | handed_in & shared & Q(Exists(part)))


class File(models.Model):
    """One file as it came: name, kind and hash of the original, never changed.

    `sent_at` is when it was handed in to the court; until then it is its owner's alone. `finding`
    says why it was refused, `quality` what is wrong with a picture that was kept all the same.
    `corners` are the four corners of the page in a picture, clockwise from the top left, as
    thousandths of width and height: `x,y x,y x,y x,y`.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="files")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="files")
    submitted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=FileKind.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    corners = models.CharField(max_length=80, blank=True)
    quality = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=16)
    side = models.CharField(max_length=16, choices=Side.choices)
    state = models.CharField(max_length=16, choices=FileState.choices, default=FileState.RECEIVED)
    scan = models.CharField(max_length=16, choices=ScanState.choices, default=ScanState.WAITING)
    finding = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(state=FileState.READY) | Q(scan__in=(ScanState.OFF, ScanState.CLEAN)),
                name="file_shown_only_when_scanned",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.REFUSED) | ~Q(finding=""),
                name="file_refused_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="file_of_matter")]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way: `received` of `size` bytes have come, and can be gone on with anywhere.

    Once `sha256` is there it is whole and inspected, and waits for the act it belongs to.
    `fingerprint` tells the same file chosen again on another device.
    """

    token = models.CharField(max_length=43, unique=True)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    received = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=16, choices=FileKind.choices, blank=True)
    pages = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    corners = models.CharField(max_length=80, blank=True)
    quality = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=models.F("size")),
                name="upload_within_its_size",
            )
        ]
        indexes = [models.Index(fields=["account", "matter"], name="upload_of_account")]

    def __str__(self) -> str:
        return f"{self.name} {self.received}/{self.size}"

    @property
    def is_whole(self) -> bool:
        """Tell whether everything has come and was inspected."""
        return self.sha256 != ""


class Purpose(models.TextChoices):
    """What a copy was made for."""

    PREVIEW = "preview", "预览"
    SCAN = "scan", "裁剪校正"
    THUMBNAIL = "thumbnail", "缩略图"
    TEXT = "text", "文字"


class Derived(models.Model):
    """A copy the court made of a file to show or search it; never the evidence itself.

    `page` counts from 1 and is 0 for the whole. It can be thrown away and made again.
    """

    file = models.ForeignKey(File, models.CASCADE, related_name="derived")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    page = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "purpose", "page"], name="one_copy_per_purpose_and_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.page} of {self.file_id}"

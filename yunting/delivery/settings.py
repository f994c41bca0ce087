"""What this court has chosen for delivery: the notices, and which papers are served by rule."""

from datetime import timedelta

# 在线诉讼告知书 (T10): what is told before anybody is asked. A changed text is a new version.
CONSENT_NOTICE = "2026-1"
CONSENT_NOTICE_TEXT = (
    (
        "哪些环节",
        "立案、调解、证据交换、询问、庭审、送达，可以分别选择。同意一个，不等于同意另一个。",
    ),
    ("怎么进行", "用手机或者电脑登录本院诉讼平台，看材料、提意见、参加视频、收文书。"),
    ("您的权利", "您可以不同意，也可以在这个环节开始前申请收回同意。不同意的，到法院线下办理。"),
    ("您的义务", "三日内核验身份、关联案件；按时参加；不把账号交给别人用。"),
    ("有什么后果", "在线办理与线下办理效力相同。同意后无正当理由不参加的，按不到庭等处理。"),
    ("怎么操作", "每一步页面上都有说明。不会操作的，请拨打12368，或者到共享法庭请人帮助。"),
)
# 送达地址确认书 (T11).
ADDRESS_NOTICE = "2026-1"
ADDRESS_NOTICE_TEXT = (
    ("适用范围", "适用于本案第一审、第二审、再审和执行程序，您书面变更的除外。"),
    ("电子送达的效力", "文书到达您确认的电子地址时，就是送达之日，期限从次日起算。"),
    ("邮寄的效力", "地址不准确、变更后没有告知或者拒收，邮件退回之日视为送达之日。"),
    ("变更", "地址有变化，请马上在这里重新确认，或者书面告诉法院。"),
    ("不提供的后果", "不提供地址的，法院依法向户籍地、经常居住地或者登记的住所送达。"),
)
# A failing electronic channel is tried so often before the attempt is given up.
SEND_ATTEMPTS = 3
# How far the clock of a gateway may be ahead of the court's.
RECEIPT_AHEAD = timedelta(minutes=5)
LARGEST_PICTURE_BYTES = 20_000_000

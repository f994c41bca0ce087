"""What a person can be: in a matter, in the court, or at large."""

from django.db.models import TextChoices


class Role(TextChoices):
    """One vocabulary for participations, posts and the two actors that are no person."""

    CITIZEN = "citizen", "公众"

    FILER = "filer", "立案申请人"
    PLAINTIFF = "plaintiff", "原告"
    DEFENDANT = "defendant", "被告"
    THIRD_PARTY = "third-party", "第三人"
    AGENT = "agent", "委托诉讼代理人"
    HELPER = "helper", "代办人"
    ONLOOKER = "onlooker", "陪同查看人"

    FILING_CLERK = "filing-clerk", "立案法官"
    FILING_CHIEF = "filing-chief", "立案庭庭长"
    JUDGE = "judge", "法官"
    CLERK = "clerk", "书记员"
    DIVISION_CHIEF = "division-chief", "审判庭庭长"
    PRESIDENT = "president", "院长"
    FINANCE = "finance", "财务人员"
    OPERATOR = "operator", "系统管理员"

    CLOCK = "clock", "时钟"
    COURT = "court", "法院"


IN_THE_MATTER = frozenset(
    {
        Role.FILER,
        Role.PLAINTIFF,
        Role.DEFENDANT,
        Role.THIRD_PARTY,
        Role.AGENT,
        Role.HELPER,
        Role.ONLOOKER,
        Role.JUDGE,
        Role.CLERK,
    }
)
POSTS = frozenset(
    {
        Role.FILING_CLERK,
        Role.FILING_CHIEF,
        Role.JUDGE,
        Role.CLERK,
        Role.DIVISION_CHIEF,
        Role.PRESIDENT,
        Role.FINANCE,
        Role.OPERATOR,
    }
)
PARTIES = frozenset({Role.FILER, Role.PLAINTIFF, Role.DEFENDANT, Role.THIRD_PARTY, Role.AGENT})
# Who lends a party a hand and declares nothing for it: no agent, and no party.
HELPERS = frozenset({Role.HELPER, Role.ONLOOKER})
# Everybody in a matter who is not of the court.
OUTSIDE_THE_COURT = PARTIES | HELPERS

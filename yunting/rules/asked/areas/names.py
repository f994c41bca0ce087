"""隐名: how names are written in a published document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yunting.rules.asked.answers import Aliases
from yunting.rules.asked.inputs import Rows
from yunting.rules.asked.rule import Example, Rule
from yunting.rules.asked.words import Choice, Name
from yunting.rules.finding import Finding
from yunting.rules.names import anonymiser
from yunting.rules.names.anonymiser import Alias, Kind

_KINDS = {
    Kind.HAN: "汉族姓名",
    Kind.MINORITY: "少数民族姓名",
    Kind.FOREIGN_CHINESE: "外国人的中文译名",
    Kind.FOREIGN_LATIN: "外国人的外文姓名",
}


def _anonymise(*, names: tuple[Mapping[str, Any], ...], on: date) -> Finding[tuple[Alias, ...]]:
    return anonymiser.anonymise(tuple(anonymiser.Name(**one) for one in names), on=on)


RULES = (
    Rule(
        name="names.anonymise",
        title="裁判文书里的隐名",
        about="公布裁判文书时，名字怎么写。结果相同的，按先后编号；同一个人始终用同一个。",
        inputs=(
            Rows(
                name="names",
                label="姓名",
                example='["欧阳丽","张三"]',
                bare=True,
                least=1,
                inputs=(
                    Name(name="name", label="姓名"),
                    Choice(
                        name="kind",
                        label="哪一种姓名",
                        help="不选就按写法判断。",
                        optional=True,
                        example='"han"',
                        options=_KINDS,
                    ),
                ),
            ),
        ),
        answer=Aliases(label="公布时写作"),
        compute=_anonymise,
        articles=(("judgment_publication_2016", "第九条"),),
        examples=(
            Example(
                "复姓和两个姓张的人",
                "2026-03-02",
                '{"names": ["欧阳丽", "张三", "张四"]}',
                '["欧阳某", "张某1", "张某2"]',
            ),
        ),
        date_label="公布的日期",
    ),
)

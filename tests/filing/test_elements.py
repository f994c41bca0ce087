"""The declaration holds every element of the official form, and every field can be reached."""

import re

import pytest

from tests.cast_complaint import ON, UNFOLDED, typed_in
from yunting.filing.forms import answers
from yunting.filing.forms.elements import Kind, When
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.schema import json_schema
from yunting.filing.forms.steps import (
    find,
)
from yunting.ui.terms import all_terms

NUMBERED = {
    "1": "给付价款",
    "2": "迟延给付价款的利息（违约金）",
    "3": "赔偿因卖方违约所受的损失",
    "4": "是否对标的物的瑕疵承担责任",
    "5": "要求继续履行或者解除合同",
    "6": "是否主张担保权利",
    "7": "是否主张实现债权的费用",
    "8": "是否主张诉讼费用",
    "9": "其他请求",
    "10": "标的总额",
    "11": "有无仲裁、法院管辖约定",
    "12": "是否已经诉前保全",
    "F1": "合同的签订情况",
    "F2": "出卖人 买受人",
    "F3": "买卖标的物情况（名称、规格、质量、数量",
    "F4": "合同约定的价格及支付方式",
    "F5": "交货时间、地点、方式、风险承担、安装、调试、验收",
    "F6": "质量标准及检验方式、质量异议期限",
    "F7": "违约金（定金）",
    "F8": "价款支付及标的物交付情况",
    "F9": "是否存在迟延履行",
    "F10": "是否催促过履行",
    "F11": "标的物有无质量争议",
    "F12": "质量规格或履行方式是否不符合约定",
    "F13": "是否曾就质量问题协商",
    "F14": "是否通知解除合同",
    "F15": "被告应当支付的利息、违约金、赔偿金",
    "F16": "是否签订物的担保（抵押、质押）合同",
    "F17": "担保人 担保物",
    "F18": "是否最高额担保",
    "F19": "是否办理抵押、质押登记",
    "F20": "是否签订保证合同",
    "F21": "保证方式",
    "F22": "其他担保方式",
    "F23": "请求承担责任的依据",
    "F24": "其他需要说明的内容",
    "F25": "证据清单",
}
PARTY = {
    "natural": "姓名 性别 出生日期 民族 工作单位 职务 联系电话 住所地（户籍所在地） 经常居住地 "
    "证件类型 证件号码",
    "organisation": "名称 住所地（主要办事机构所在地） 注册地/登记地 法定代表人/负责人 职务 "
    "联系电话 统一社会信用代码 类型 所有制性质",
}
OTHERS = (
    "委托诉讼代理人 代理权限 送达地址 是否接受电子送达 是否申请诉讼保全 是否考虑先行调解 "
    "具状人签字（盖章） 日期 证据名称 证据来源 证明的事实 页数"
)


class TestOfficialForm:
    @pytest.mark.parametrize("number", NUMBERED)
    def test_holds_every_numbered_element(self, number: str) -> None:
        [question] = [q for _, q in FORM.questions() if q.number == number]
        wording = question.label + " ".join(field.label for field in question.fields)
        for label in NUMBERED[number].split():
            assert label in wording

    def test_has_no_other_numbers_and_keeps_their_order(self) -> None:
        assert [q.number for _, q in FORM.questions() if q.number] == list(NUMBERED)

    @pytest.mark.parametrize("side", ["plaintiffs", "defendants", "third_parties"])
    @pytest.mark.parametrize("kind", PARTY)
    def test_holds_every_element_of_a_party(self, side: str, kind: str) -> None:
        labels = {
            field.label
            for _, question in FORM.questions()
            if When(f"{side}.*.kind", (kind,)) in question.when
            for field in question.fields
        }
        assert set(PARTY[kind].split()) <= labels

    def test_holds_agents_service_mediation_signature_and_evidence(self) -> None:
        labels = {field.label for field in FORM.fields()}
        assert set(OTHERS.split()) <= labels

    def test_offers_every_type_of_organisation(self) -> None:
        field = find(FORM, "plaintiffs.0.type")[1].field
        assert len(field.options) == 15

    def test_asks_of_a_plaintiff_what_article_124_lists_and_of_a_defendant_less(self) -> None:
        def required(side: str) -> set[str]:
            return {
                field.path.rpartition(".")[2]
                for field in FORM.fields()
                if field.path.startswith(f"{side}.*.") and field.required
            }

        assert {"name", "phone", "domicile", "legal_rep"} <= required("plaintiffs")
        assert {"name", "domicile"} <= required("defendants")
        assert not {"phone", "legal_rep"} & required("defendants")


class TestDeclaration:
    def test_has_each_path_and_each_key_once(self) -> None:
        keys = [(section.key, question.id) for section, question in FORM.questions()]
        assert len(keys) == len(set(keys))
        asked: dict[str, list[tuple[When, ...]]] = {}
        for _, question in FORM.questions():
            for field in question.fields:
                asked.setdefault(field.path, []).append(question.when)
        for path, conditions in asked.items():
            kinds = {when.among for each in conditions for when in each[:1]}
            assert len(conditions) == 1 or kinds == {("natural",), ("organisation",)}, path

    def test_has_options_where_and_only_where_there_is_a_choice(self) -> None:
        for field in FORM.fields():
            chooses = field.kind in {Kind.YES_NO, Kind.CHOICE, Kind.MULTI}
            assert chooses == bool(field.options or field.options_from), field.path

    def test_names_existing_fields_in_conditions_and_sums(self) -> None:
        paths = {field.path for field in FORM.fields()}
        for _, question in FORM.questions():
            for when in (*question.when, *(w for f in question.fields for w in f.when)):
                assert re.sub(r"\.\d+\.", ".*.", when.path) in paths
        for field in FORM.fields():
            assert set(field.sum_of) <= paths

    def test_conditions_ask_for_keys_that_are_offered(self) -> None:
        for field in FORM.fields():
            for when in field.when:
                other = find(FORM, when.path.replace("*", "0"))[1].field
                assert set(when.among) <= {option.key for option in other.options}, field.path

    def test_asks_in_at_most_twenty_characters_and_says_why_and_by_what_law(self) -> None:
        for _, question in FORM.questions():
            assert len(question.title) <= 20
            assert question.why
            assert "第" in question.article

    def test_writes_calmly(self) -> None:
        for _, question in FORM.questions():
            words = question.title + question.why + "".join(f.help for f in question.fields)
            assert not re.search("[！!]|您们|你", words)

    def test_explains_the_terms_it_uses(self) -> None:
        explained = {term.name for term in all_terms()}
        assert {field.term for field in FORM.fields() if field.term} <= explained

    def test_can_reach_every_field(self) -> None:
        shown = {
            re.sub(r"\.\d+\.", ".*.", place.path)
            for changes in (
                {},
                {"claims.performance.answer": "confirm", "claims.price.currency": "rmb"},
            )
            for place in answers.places(FORM, {**typed_in(UNFOLDED), **changes})
        }
        assert shown == {field.path for field in FORM.fields()}


class TestSchema:
    def test_describes_every_field_and_takes_the_sample(self) -> None:
        schema = json_schema(FORM)
        for path, value in answers.filled(FORM, typed_in()).items():
            patterns = schema["patternProperties"]
            [described] = [
                schema["properties"].get(path) or next(iter(found))
                for found in [[d for p, d in patterns.items() if re.fullmatch(p, path)]]
            ]
            assert re.search(described.get("pattern", ""), value), path
            keys = [option["const"] for option in described.get("oneOf", [])]
            assert not keys or value in keys


def test_the_day_of_the_sample_is_a_working_monday() -> None:
    assert ON.weekday() == 0

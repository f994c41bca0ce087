"""The declaration holds every element of the official form, and every field can be reached."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast_complaint import ON, typed_in
from yunting.filing.forms import answers
from yunting.filing.forms.blocks import THIRD_PARTIES
from yunting.filing.forms.elements import Kind, When, holds
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.schema import json_schema
from yunting.filing.forms.steps import (
    LastBlock,
    TooManyBlocks,
    add,
    beside,
    blocks,
    find,
    options_of,
    remove,
    size,
    step_at,
    steps,
)
from yunting.filing.forms.terms import TERMS
from yunting.lib.errors import NotVisible

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


def _reachable() -> dict[str, str]:
    """Answers under which every condition of the form holds, block by block."""
    return typed_in(
        {
            "plaintiffs.1.kind": "natural",
            "plaintiffs.1.id_type": "resident",
            "plaintiffs.2.kind": "natural",
            "plaintiffs.2.id_type": "passport",
            "plaintiffs.3.kind": "organisation",
            "plaintiffs.3.ownership": "state",
            "defendants.1.kind": "natural",
            "defendants.1.id_type": "resident",
            "defendants.2.kind": "natural",
            "defendants.2.id_type": "passport",
            "defendants.3.kind": "organisation",
            "defendants.3.ownership": "state",
            "third_parties.answer": "yes",
            "third_parties.0.kind": "natural",
            "third_parties.0.id_type": "resident",
            "third_parties.1.kind": "natural",
            "third_parties.1.id_type": "passport",
            "third_parties.2.kind": "organisation",
            "third_parties.2.ownership": "state",
            "service.methods": "sms wechat fax email other",
            "claims.price.currency": "other",
            "claims.seller_breach.answer": "yes",
            "claims.defect.answer": "yes",
            "claims.defect.remedies": "return other",
            "claims.performance.answer": "continue",
            "claims.security.answer": "yes",
            "claims.realisation_cost.answer": "yes",
            "procedure.preservation.pre.answer": "yes",
            "facts.price_terms.methods": "bill other",
            **{
                f"facts.{name}.answer": "yes"
                for name in (
                    "quality_dispute",
                    "nonconformity",
                    "negotiation",
                    "termination_notice",
                    "collateral_contract",
                    "max_amount",
                    "registration",
                    "guarantee",
                    "other_security",
                )
            },
        }
    )


def _with_blocks(changes: dict[str, str]) -> dict[str, str]:
    return {**typed_in(), **changes}


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
        explained = {term.name for term in TERMS}
        assert {field.term for field in FORM.fields() if field.term} <= explained

    def test_can_reach_every_field(self) -> None:
        shown = {
            re.sub(r"\.\d+\.", ".*.", place.path)
            for changes in (
                {},
                {"claims.performance.answer": "confirm", "claims.price.currency": "rmb"},
            )
            for place in answers.places(FORM, {**_reachable(), **changes})
        }
        assert shown == {field.path for field in FORM.fields()}


class TestWalk:
    def test_asks_a_firm_no_birth_date(self) -> None:
        keys = [step.key for step in steps(FORM, typed_in())]
        assert "plaintiffs.0.firm" in keys
        assert "plaintiffs.0.person" not in keys

    def test_asks_about_security_only_when_it_is_claimed(self) -> None:
        keys = {step.key for step in steps(FORM, typed_in({"claims.security.answer": "yes"}))}
        assert "facts.guarantee" in keys
        assert "facts.guarantee" not in {step.key for step in steps(FORM, typed_in())}

    def test_begins_with_one_plaintiff_and_one_defendant(self) -> None:
        keys = [step.key for step in steps(FORM, {})]
        assert keys[0] == "plaintiffs.0.kind"
        assert "defendants.0.kind" in keys
        assert "third_parties.0.kind" not in keys

    def test_leaves_signing_to_the_end(self) -> None:
        assert "signature.sign" not in {step.key for step in steps(FORM, {})}
        assert steps(FORM, {}, closing=True)[-1].key == "signature.sign"

    def test_finds_a_step_by_its_address_and_its_neighbours(self) -> None:
        values = typed_in()
        step = step_at(FORM, values, "claims.price")
        before, after = beside(FORM, values, step)
        assert before is not None
        assert after is not None
        assert (before.section.key, after.key) == ("service", "claims.delay")

    @pytest.mark.parametrize("key", ["", "claims", "claims.nothing", "plaintiffs.7.kind"])
    def test_shows_no_step_that_is_not_asked(self, key: str) -> None:
        with pytest.raises(NotVisible):
            step_at(FORM, {}, key)

    def test_every_step_leads_to_the_next_and_back(self) -> None:
        values = typed_in()
        walk = steps(FORM, values)
        for one, other in pairwise(walk):
            assert beside(FORM, values, one)[1] == other
            assert beside(FORM, values, other)[0] == one

    def test_finds_the_place_of_every_shown_path(self) -> None:
        values = _reachable()
        for step in steps(FORM, values, closing=True):
            for place in step.places(values):
                assert find(FORM, place.path, values) == (step, place)

    @pytest.mark.parametrize("path", ["", "nothing", "plaintiffs.x.name", "plaintiffs.99999.name"])
    def test_finds_no_place_for_another_path(self, path: str) -> None:
        with pytest.raises(NotVisible):
            find(FORM, path)


class TestBlocks:
    def test_adds_one_more_defendant(self) -> None:
        values = typed_in()
        after = {**values, **add(FORM, values, "defendants")}
        assert "defendants.1.kind" in {step.key for step in steps(FORM, after)}

    def test_takes_only_so_many(self) -> None:
        with pytest.raises(TooManyBlocks, match="被告最多50个"):
            add(FORM, {"defendants.count": "50"}, "defendants")

    def test_removes_one_and_moves_the_others_up(self) -> None:
        values = _with_blocks(
            {
                "plaintiffs.1.kind": "natural",
                "plaintiffs.1.name": "张三",
                "plaintiffs.2.kind": "natural",
                "plaintiffs.2.name": "张喆",
                "agents.0.represents": "2",
            }
        )

        after = {**values, **remove(FORM, values, "plaintiffs", 1)}

        assert after["plaintiffs.1.name"] == "张喆"
        assert after["plaintiffs.2.name"] == ""
        assert size(next(iter(blocks(FORM))), after) == 2
        assert after["agents.0.represents"] == "1"

    def test_forgets_a_choice_of_the_one_removed(self) -> None:
        values = _with_blocks({"plaintiffs.1.kind": "natural", "agents.0.represents": "1"})
        assert remove(FORM, values, "plaintiffs", 1)["agents.0.represents"] == ""

    def test_keeps_the_last_plaintiff(self) -> None:
        with pytest.raises(LastBlock):
            remove(FORM, typed_in(), "plaintiffs", 0)

    @pytest.mark.parametrize("path", ["claims", "plaintiffs.0", "nothing"])
    def test_knows_no_other_block(self, path: str) -> None:
        with pytest.raises(NotVisible):
            add(FORM, {}, path)

    @given(st.lists(st.sampled_from(["add", "remove"]), max_size=12), st.data())
    def test_never_loses_a_third_party_it_did_not_remove(
        self, acts: list[str], data: st.DataObject
    ) -> None:
        values, names, fresh = {"third_parties.answer": "yes"}, [""], iter(range(100))
        for act in acts:
            if act == "add":
                values |= add(FORM, values, "third_parties")
                names.append(f"第三人{next(fresh)}")
                values[f"third_parties.{len(names) - 1}.name"] = names[-1]
            elif len(names) > 1:
                gone = data.draw(st.integers(0, len(names) - 1))
                values |= remove(FORM, values, "third_parties", gone)
                del names[gone]
        present = [
            values.get(f"third_parties.{n}.name", "") for n in range(size(THIRD_PARTIES, values))
        ]
        assert present == names

    def test_offers_the_plaintiffs_to_an_agent(self) -> None:
        values = _with_blocks({"plaintiffs.1.kind": "natural"})
        field = find(FORM, "agents.0.represents")[1].field
        labels = [option.label for option in options_of(field, values, FORM)]
        assert labels == ["全体原告", "上海澄海贸易有限公司", "原告 2"]


class TestConditions:
    def test_hold_when_one_of_several_choices_is_among_them(self) -> None:
        assert holds([When("a", ("x", "y"))], {"a": "z y"})
        assert not holds([When("a", ("x",))], {"a": "z y"})

    def test_hold_together_and_at_their_index(self) -> None:
        both = [When("p.*.a", ("x",)), When("b")]
        assert holds(both, {"p.3.a": "x", "b": "anything"}, index=3)
        assert not holds(both, {"p.3.a": "x"}, index=3)
        assert not holds(both, {"p.3.a": "x", "b": "anything"}, index=2)


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

"""The entries of the two portals, by work and not by module.

An entry appears once its page exists; a pillar's page is named here and nowhere else. The letter
is the first of the word in pinyin.
"""

from yunting.ui.navigation import Entry

CITIZEN = (
    Entry("首页", "web:home", icon="home"),
    Entry("办理", "web:start", icon="write"),
    Entry("我的案件", "web:my-cases", icon="cases"),
    Entry("消息", "web:messages", icon="messages"),
)
COURT = (
    Entry("今日", "web:today", key="j"),
    Entry("待办", "web:tasks", key="d"),
    Entry("立案", "filing:queue", key="l"),
    Entry("案件", "web:cases", key="a"),
    Entry("分案", "filing:fairness", key="f"),
)

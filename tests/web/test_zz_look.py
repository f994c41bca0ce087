import os
from pathlib import Path
import pytest
from tests.web.test_axe import *  # noqa
from tests.web.test_axe import site  # noqa
from tests.ui.test_components import complaints_about
from tests.web.recipes import RECIPES
OUT = Path("/tmp/look"); OUT.mkdir(exist_ok=True)
for n in list(globals()):
    if n.startswith("Test"): del globals()[n]
def test_look(browser, site):
    bad = {}
    for who in ("zhang", "li", "sun"):
        if who not in site.sessions: continue
        for elder in (False, True):
            for w, h in ((390, 844), (1440, 900)):
                if elder and w > 400: continue
                ctx = browser.new_context(base_url=site.url, viewport={"width": w, "height": h}, locale="zh-CN")
                ctx.add_cookies([{"name": "sessionid", "value": site.sessions[who], "url": site.url}])
                if elder: ctx.add_cookies([{"name": "elder", "value": "on", "url": site.url}])
                tab = ctx.new_page()
                for route, r in RECIPES.items():
                    if not (route.startswith("delivery:") or route in ("web:short-check",)) or "GET" not in r.methods or who not in r.mine or route.endswith("-file"): continue
                    for n, a in enumerate(r.addresses(route, site.world)):
                        tab.goto(a)
                        c = complaints_about(tab)
                        if c: bad[f"{who} {a} elder={elder} {w}"] = c
                        tab.screenshot(path=OUT / f"{who}-{route.replace(':','_')}-{n}-{'elder' if elder else w}.png", full_page=True)
                ctx.close()
    assert bad == {}

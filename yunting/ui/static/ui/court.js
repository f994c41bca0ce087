// Small improvements over pages that work without them. No state is kept here.
"use strict";

(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  // ---- Errors are where the eye is after a refused submit.
  document.querySelector("[data-focus]")?.focus();

  // ---- One submit at a time. The server refuses a repeat in any case; this spares the wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
    const button = event.submitter;
    if (button && button.classList.contains("btn")) {
      button.dataset.words = button.textContent;
      button.textContent = "正在提交…";
    }
  });
  const ready = () => all("form[data-sending]").forEach((form) => {
    delete form.dataset.sending;
    all("[data-words]", form).forEach((button) => { button.textContent = button.dataset.words; });
  });
  window.addEventListener("pageshow", ready);
  document.addEventListener("htmx:afterRequest", ready);

  // ---- Say back what was typed: an amount in 大写 with thousands, a date with its weekday.
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const plain = (text) => text.normalize("NFKC").replace(/[\s,，¥元]/g, "");
  const section = (four) => {
    let words = "";
    for (let place = 0; place < 4; place += 1) {
      const digit = Number(four[place]);
      if (digit) words += DIGITS[digit] + ["仟", "佰", "拾", ""][place];
      else if (words && !words.endsWith("零")) words += "零";
    }
    return words.replace(/零$/, "");
  };
  const capitals = (whole, fen) => {
    const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, "0");
    const sections = padded.match(/.{4}/g) ?? [];
    let words = "";
    sections.forEach((four, index) => {
      if (four === "0000") { if (words && !words.endsWith("零")) words += "零"; return; }
      if (words && four[0] === "0" && !words.endsWith("零")) words += "零";
      const left = sections.length - 1 - index;
      words += section(four) + ["", "万", "亿", sections[1] === "0000" ? "万亿" : "万"][left];
    });
    words = words.replace(/零$/, "");
    const [jiao, cent] = fen.padEnd(2, "0");
    if (words) words += "元";
    if (fen === "" || Number(fen) === 0) return `${words || "零元"}整`;
    if (jiao !== "0") words += `${DIGITS[jiao]}角`;
    else if (words) words += "零";
    return words + (cent !== "0" ? `${DIGITS[cent]}分` : "");
  };
  const sayAmount = (text) => {
    const found = /^(\d{1,16})(?:\.(\d{1,2}))?$/.exec(plain(text));
    if (!found) return "";
    const whole = found[1].replace(/^0+(?=\d)/, "");
    const fen = found[2] ?? "";
    const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return `¥${thousands}.${fen.padEnd(2, "0")}　${capitals(whole === "0" ? "" : whole, fen)}`;
  };
  const sayDate = (text) => {
    const found = /^(\d{4})(?:年|-|\/|\.)?(\d{1,2})(?:月|-|\/|\.)?(\d{1,2})日?$/.exec(plain(text));
    if (!found) return "";
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return "没有这一天，请核对。";
    return `${year}年${month}月${day}日 星期${"日一二三四五六"[date.getUTCDay()]}`;
  };
  const echo = (root) => all("[data-echo]", root).forEach((place) => {
    const input = document.getElementById(place.dataset.for);
    if (!input || place.dataset.on) return;
    place.dataset.on = "yes";
    const say = place.dataset.echo === "amount" ? sayAmount : sayDate;
    const tell = () => { place.textContent = say(input.value); };
    input.addEventListener("input", tell);
    tell();
  });

  // ---- Print: the button is there where the browser can.
  const offerPrint = (root) => all("[data-print]", root).forEach((button) => {
    if (!button.hidden) return;
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // ---- Bulk: say how many rows are chosen, choose all of them.
  const countChosen = () => all("[data-bulk]").forEach((bar) => {
    const chosen = all("input[data-choose]:checked").length;
    bar.querySelector("[data-bulk-count]").textContent = chosen ? `已选 ${chosen} ${bar.dataset.unit || "件"}` : "请先勾选";
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all]")) {
      all("input[data-choose]").forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-choose], [data-choose-all]")) countChosen();
  });

  // ---- Keys of the office: j k rows, g + letter, / search, ? help. Can be turned off (WCAG 2.1.4).
  const dialog = document.getElementById("keys");
  const offSwitch = document.getElementById("keys-off");
  const isOff = () => localStorage.getItem("keys") === "off";
  const openKeys = () => { if (!dialog.open) dialog.showModal(); };
  if (dialog && offSwitch) {
    offSwitch.checked = isOff();
    offSwitch.addEventListener("change", () => localStorage.setItem("keys", offSwitch.checked ? "off" : "on"));
    all("[data-keys]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", openKeys);
    });
  }
  const step = (by) => {
    const rows = all("[data-row]");
    const here = rows.indexOf(document.activeElement);
    const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
    next?.focus();
  };
  let going = 0;
  const go = (letter) => {
    going = 0;
    document.querySelector(`[data-go="${CSS.escape(letter)}"]`)?.click();
  };
  const act = {
    j: () => step(1),
    k: () => step(-1),
    g: () => { going = Date.now(); },
    "?": openKeys,
  };
  document.addEventListener("keydown", (event) => {
    if (!dialog || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (isOff() || dialog.open) return;
    if (going && Date.now() - going < 1500) return go(event.key);
    const field = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
    if (field) { event.preventDefault(); field.focus(); return; }
    act[event.key]?.();
  });

  const improve = (root) => { echo(root); offerPrint(root); countChosen(); };
  improve(document);
  document.addEventListener("htmx:load", (event) => improve(event.detail.elt));
})();

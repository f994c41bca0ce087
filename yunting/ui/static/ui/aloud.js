// Read a block aloud by the browser's own voice. Nothing is sent anywhere; no button without a voice.
"use strict";

(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const voice = window.speechSynthesis;
  const page = document.documentElement;
  if (!voice || !window.SpeechSynthesisUtterance) {
    page.classList.add("mute");
    return;
  }

  // ---- What a block says: what is seen of it, with a pause after each part.
  const UNSAID = ".read-aloud, .visually-hidden, [hidden], details:not([open]) > :not(summary), form, input, button, svg, script";
  const PARTS = "p, li, dd, td, th, h1, h2, h3, h4, caption, summary, legend";
  const DIGITS = "零一二三四五六七八九";
  const digitByDigit = (digits) => digits.replace(/\d/g, (digit) => DIGITS[digit]);
  const spelt = (code) => Array.from(code.replace(/[\s-]+/g, "，")).join(" ");
  // （2026）浙0902民初12号: year and court digit by digit, the number as a number.
  const CASE = /[（(](\d{4})[）)]([\u4e00-\u9fff])(\d{2,4})([\u4e00-\u9fff]+\d*[\u4e00-\u9fff]*?)(\d+)号/g;
  const plainly = (text) => text
    .replace(CASE, (_, year, province, court, kind, number) =>
      `${digitByDigit(year)}年，${province}${digitByDigit(court)}，${kind}${number}号`)
    .replace(/(-?)¥([\d,]+)(?:\.(\d{2}))?/g, (_, minus, yuan, fen) =>
      `${minus && "负"}${yuan.replaceAll(",", "")}${fen && Number(fen) ? `.${fen}` : ""}元`)
    .replace(/(\d{4})-(\d{2})-(\d{2})/g, (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`)
    .replace(/(^|\D)(\d{1,2}):(\d{2})(?!\d)/g, (_, before, hour, minute) =>
      `${before}${Number(hour)}点${minute === "00" ? "整" : `${Number(minute)}分`}`);
  const wordsOf = (block) => {
    const copy = block.cloneNode(true);
    all(UNSAID, copy).forEach((part) => part.remove());
    all("[data-say]", copy).forEach((part) => { part.textContent = part.dataset.say; });
    all(".code", copy).forEach((part) => { part.textContent = `${spelt(part.textContent.trim())} `; });
    all(PARTS, copy).forEach((part) => part.append("。"));
    all("dt", copy).forEach((part) => part.append("："));
    return plainly(copy.textContent.replace(/\s+/g, " "))
      .replace(/ +(?=[。，：；])/g, "").replace(/([。，：；])。+/g, "$1").trim();
  };

  // ---- One block at a time; sentence by sentence, as some browsers stop in the middle of a long text.
  const show = (button, speaking) => {
    const words = speaking ? "停止朗读" : "朗读";
    button.textContent = words;
    button.setAttribute("aria-pressed", String(speaking));
    button.setAttribute("aria-label", button.dataset.of ? `${words}：${button.dataset.of}` : words);
  };
  let run = 0;
  const hush = () => {
    run += 1;
    voice.cancel();
    all(".read-aloud[aria-pressed=true]").forEach((button) => show(button, false));
  };
  const chinese = () => {
    const known = voice.getVoices().filter((one) => /^(zh[-_]CN|cmn)/i.test(one.lang));
    return known.find((one) => one.localService) ?? known[0] ?? null;
  };
  const read = (block, button) => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    hush();
    if (speaking) return;
    const sentences = wordsOf(block).match(/[^。！？；]+[。！？；]?/g) ?? [];
    const mine = run;
    const over = () => { if (mine === run) hush(); };
    sentences.forEach((sentence, index) => {
      const speech = new SpeechSynthesisUtterance(sentence.trim());
      speech.lang = "zh-CN";
      speech.voice = chinese();
      speech.rate = 0.9;
      if (index === sentences.length - 1) speech.onend = over;
      speech.onerror = over;
      voice.speak(speech);
    });
    show(button, sentences.length > 0);
  };

  // ---- A button at the end of each block: for the public always, for the office in elder mode.
  const offer = (root) => {
    if (document.body.classList.contains("court") && !page.classList.contains("elder")) return;
    const blocks = all("[data-read]", root);
    if (root.matches?.("[data-read]")) blocks.unshift(root);
    blocks.forEach((block) => {
      if (Array.from(block.children).some((child) => child.matches(".read-aloud"))) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-outline-primary read-aloud";
      button.dataset.of = block.querySelector("h1, h2, h3")?.textContent.trim() ?? block.getAttribute("aria-label") ?? "";
      show(button, false);
      button.addEventListener("click", () => read(block, button));
      block.append(button);
    });
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
  window.addEventListener("pagehide", hush);
  offer(document);
  document.addEventListener("htmx:load", (event) => offer(event.detail.elt));
})();

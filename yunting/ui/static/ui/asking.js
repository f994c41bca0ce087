// One question: hide what does not apply, save while somebody types. The page works without it.
"use strict";

(() => {
  const form = document.querySelector("form[data-asking]");
  if (!form) return;

  // ---- Conditions. What the page does not know has been decided by the server.
  const given = (path) => {
    const controls = Array.from(form.querySelectorAll(`[name="${CSS.escape(path)}"]`));
    if (!controls.length) return null;
    return controls
      .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
      .map((control) => control.value.trim())
      .filter(Boolean);
  };
  const holds = (conditions) => conditions.every(({ path, among }) => {
    const answers = given(path);
    if (answers === null) return true;
    return among.length ? answers.some((answer) => among.includes(answer)) : answers.length > 0;
  });
  const sift = () => form.querySelectorAll("[data-asked]").forEach((part) => {
    const marked = part.querySelector("[data-when]");
    if (marked) part.hidden = !holds(JSON.parse(marked.dataset.when));
  });
  form.addEventListener("change", sift);
  sift();

  // ---- Saving. A second after typing stops, and when the page is left.
  if (form.dataset.asking !== "autosave") return;
  const PAUSE = 1000;
  const place = form.querySelector("[data-saved]");
  const say = (words) => { if (place && place.textContent !== words) place.textContent = words; };
  const content = () => {
    const data = new URLSearchParams(new FormData(form));
    data.set("autosave", "1");
    return data;
  };
  const words = (data) => { const copy = new URLSearchParams(data); copy.delete("seen"); return copy.toString(); };
  let saved = words(content());
  let timer = 0;
  let busy = null;
  let stopped = false;
  const told = async (answer, sent) => {
    if (answer.status === 204) {
      form.elements.seen.value = answer.headers.get("Saved-Number");
      saved = sent;
      say(`保存于 ${answer.headers.get("Saved-At")}。换一台设备登录，也能接着填。`);
      return;
    }
    stopped = true;
    const why = answer.status === 409 ? await answer.text() : "登录已经过期。";
    say(`${why}请按“保存并继续”，您填写的内容不会丢失。`);
  };
  const save = async (leaving) => {
    clearTimeout(timer);
    const data = content();
    const sent = words(data);
    if (busy || stopped || sent === saved) return;
    busy = fetch(window.location.href, { method: "POST", body: data, keepalive: leaving, redirect: "error" });
    try {
      await told(await busy, sent);
    } catch {
      say("现在连不上网，还没有保存。请不要关闭页面，连上后会接着保存。");
    }
    busy = null;
    if (!stopped && words(content()) !== saved) timer = setTimeout(save, PAUSE, false);
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(save, PAUSE, false); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });

  // A send waits for the save under way, so that nobody seems to have changed the page meanwhile.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!busy) { stopped = true; return; }
    event.preventDefault();
    const button = event.submitter;
    stopped = true;
    busy.catch(() => {}).then(() => setTimeout(() => form.requestSubmit(button), 0));
  });
  window.addEventListener("pageshow", () => { stopped = false; });
})();

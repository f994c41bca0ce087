// Send files in parts before the form is sent; go on after a lost connection or on another device.
// Without this the form sends them itself, in one piece.
import { ask } from "./camera.js";

const FIRST_WAIT = 1000, LONGEST_WAIT = 30000, MARK_BYTES = 1 << 20;

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const call = async (method, address, body) => {
  const is_part = body instanceof Blob;
  const headers = { "X-CSRFToken": token(), "Content-Type": is_part ? "application/octet-stream" : "application/json" };
  const response = await fetch(address, { method, headers, body: is_part || body === undefined ? body : JSON.stringify(body) });
  const told = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.ok) return told;
  const error = new Error(told.message ? told.message + (told.remedy ?? "") : "");
  Object.assign(error, { status: response.status, code: told.code });
  throw error;
};

// The same file chosen again elsewhere has the same mark: its size, beginning and end.
const markOf = async (file) => {
  if (!crypto.subtle) return "";
  const ends = new Blob([file.slice(0, MARK_BYTES), file.slice(-MARK_BYTES), String(file.size)]);
  const hash = await crypto.subtle.digest("SHA-256", await ends.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const megabytes = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
const pause = (time) => new Promise((resolve) => {
  const wait = setTimeout(resolve, time);
  window.addEventListener("online", () => { clearTimeout(wait); resolve(); }, { once: true });
});

const start = (box) => {
  const list = box.querySelector("[data-upload-list]"), now = box.querySelector("[data-upload-now]");
  const host = box.querySelector("[data-camera]"), form = box.closest("form");
  const limits = { dpi: Number(box.dataset.dpi), sharpness: Number(box.dataset.sharpness), brightness: Number(box.dataset.brightness) };
  const base = box.dataset.upload.replace(/matters\/.*/, "uploads/");
  let under_way = 0;

  const say = (text, done, of) => {
    const words = document.createElement("p");
    words.textContent = text;
    now.replaceChildren(words);
    if (of) {
      const bar = Object.assign(document.createElement("progress"), { value: done, max: of });
      bar.setAttribute("aria-label", "上传进度");
      now.append(bar);
    }
  };
  const refuse = (name, text) => {
    const words = document.createElement("p");
    words.className = "field-error";
    words.textContent = `“${name}”没有收下：${text}`;
    now.replaceChildren(words);
  };

  // Ask until there is an answer: a line that breaks, or a court that is being started, costs nothing but time.
  const patiently = async (action, how_far) => {
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        return await action();
      } catch (error) {
        if (error.status && error.status < 500) throw error;
        const why = error.status ? "法院的系统暂时没有回应" : "网络断了";
        say(`${why}，${how_far.words}。恢复以后自动接着传，请不要关闭这一页。`, how_far.done, how_far.of);
        await pause(wait);
      }
    }
  };

  // What arrived although its answer was lost is not sent again: the court says where to go on.
  const part = (file, upload) =>
    call("PUT", `${base}${upload.token}?offset=${upload.received}`, file.slice(upload.received, upload.received + upload.chunk))
      .catch((error) => {
        if (error.code !== "upload-out-of-step") throw error;
        return call("GET", `${base}${upload.token}`);
      });

  const send = async (file, upload) => {
    while (upload.received < upload.size) {
      const { received, size } = upload, share = Math.floor((100 * received) / size);
      say(`正在上传 ${file.name}：${share}%（${megabytes(received)}，共 ${megabytes(size)}）`, received, size);
      const sending = upload;
      upload = await patiently(() => part(file, sending), { words: `已传 ${share}%`, done: received, of: size });
    }
    return upload;
  };

  const add = (upload) => {
    const item = document.createElement("li");
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: upload.token });
    const name = Object.assign(document.createElement("strong"), { textContent: upload.name });
    const told = Object.assign(document.createElement("span"), { className: "quiet" });
    told.textContent = ` 已收到，${megabytes(upload.size)}${upload.pages ? `，${upload.pages} 页` : ""}${upload.quality ? `，${upload.quality}` : ""}`;
    const words = document.createElement("span");
    words.append(name, told);
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-link btn-small", textContent: "不要了" });
    drop.setAttribute("aria-label", `不要了：${upload.name}`);
    drop.addEventListener("click", async () => {
      await call("DELETE", `${base}${upload.token}`).catch(() => {});
      item.remove();
    });
    item.append(kept, words, drop);
    list.append(item);
  };

  const take = async (file, how) => {
    const most = Number(box.dataset.most);
    if (!file.size) return refuse(file.name, "这个文件是空的，没有内容。请选对文件再上传。");
    if (file.size > most) {
      return refuse(file.name, `这个文件有 ${megabytes(file.size)}，一份文件最多 ${most / 1e6} MB。请拆成几份分别上传；录像太大的，请把光盘或者U盘交到诉讼服务中心。`);
    }
    under_way += 1;
    try {
      const about = { name: file.name, size: file.size, fingerprint: await markOf(file) };
      const begun = await patiently(() => call("POST", box.dataset.upload, about), { words: "还没有开始传" });
      const sent = await send(file, begun);
      say(`${file.name} 已传完，正在检查`);
      const whole = await patiently(() => call("POST", `${base}${sent.token}/complete`, how), { words: "已传完，还没有检查" });
      box.querySelectorAll(`button[value="${whole.token}"]`).forEach((button) => button.closest("li").remove());
      add(whole);
      say(`${file.name} 已收到。`);
    } catch (error) {
      refuse(file.name, error.message || "没有连上法院的系统，请再选一次这个文件。");
    } finally {
      under_way -= 1;
    }
  };

  box.querySelector("#id_file").addEventListener("change", async (event) => {
    const chosen = Array.from(event.target.files);
    event.target.value = "";
    for (const file of chosen) await take(file, { is_page: false });
  });
  box.querySelector("#id_photo")?.addEventListener("change", async (event) => {
    const [photo] = event.target.files;
    event.target.value = "";
    if (!photo) return;
    const how = photo.size ? await ask(photo, host, limits) : { is_page: true };
    if (how) return take(photo, how);
    box.querySelector("#id_photo").focus();
    say("请再拍一张。");
  });
  form.addEventListener("submit", (event) => {
    if (!under_way && !host.childElementCount) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = Object.assign(document.createElement("p"), { className: "field-error" });
    words.textContent = under_way ? "文件还在上传，传完再保存。" : "请先确认照片，再保存。";
    now.append(words);
  });
};

document.querySelectorAll("[data-upload]").forEach(start);

// A file is compared by its fingerprint, taken here: the file itself does not leave the device.
const form = document.querySelector("[data-compare]");

if (form && window.crypto?.subtle) {
  form.addEventListener("submit", async (event) => {
    const input = form.elements.file;
    const [file] = input.files;
    if (!file || form.elements.sha256.value) return;
    event.preventDefault();
    form.querySelector("[data-compare-says]").textContent = "正在计算文件指纹…";
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    form.elements.sha256.value = [...new Uint8Array(digest)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    input.disabled = true;
    form.requestSubmit();
  });
  // Back from the answer, another file can be chosen.
  window.addEventListener("pageshow", () => {
    form.elements.sha256.value = "";
    form.elements.file.disabled = false;
  });
}

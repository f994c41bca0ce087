// Says that a dispute has moved on since its page was opened; reloading is the reader's choice.
"use strict";

(() => {
  const status = document.querySelector("[data-live]");
  if (!status || !window.EventSource) return;
  const source = new EventSource(status.dataset.live, { withCredentials: true });
  source.addEventListener("message", (event) => {
    if (JSON.parse(event.data).seq <= Number(status.dataset.seq)) return;
    status.firstElementChild.hidden = false;
    source.close();
  });
  window.addEventListener("pagehide", () => source.close());
})();

// The usual article of a reason is written as it is chosen, unless another was typed.
"use strict";

(() => {
  const usual = (select) => select.selectedOptions[0]?.dataset.basis ?? "";
  const known = (select) => Array.from(select.options, (option) => option.dataset.basis ?? "");
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (!select.matches("select") || !known(select).some(Boolean)) return;
    const basis = document.getElementById(select.id.replace("return-", "return-basis:"));
    if (basis && (basis.value.trim() === "" || known(select).includes(basis.value))) {
      basis.value = usual(select);
    }
  });
})();

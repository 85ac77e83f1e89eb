/* Suggestions are loaded when a search field is first used. */

for (const field of document.querySelectorAll("find-field"))
  field.addEventListener("focusin", () => import(field.dataset.script), { once: true });

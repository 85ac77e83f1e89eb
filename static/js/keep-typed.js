/* What is typed into a form rests in this browser until it is sent, thrown away or signed out. */

const PREFIX = "typed:";
const NEVER = ["csrfmiddlewaretoken", "picture"];

class KeepTyped extends HTMLElement {
  connectedCallback() {
    if ("done" in this.dataset) this.#forget((kept) => kept.sent);
    this.form = this.querySelector("form");
    if (this.dataset.key) this.#keep();
    else this.form?.addEventListener("submit", () => this.#forget(() => true));
  }

  #keep() {
    this.key = PREFIX + this.dataset.key;
    this.offer = this.querySelector("[data-offer]");
    const kept = this.#read(this.key);
    this.offer.hidden = !kept || JSON.stringify(kept.typed) === JSON.stringify(this.#typed());
    this.querySelector("[data-restore]").onclick = () => this.#restore();
    this.querySelector("[data-throw]").onclick = () => this.#forget((_kept, key) => key === this.key);
    this.form.oninput = () => this.#write(false);
    this.form.onsubmit = (event) => this.#submit(event);
  }

  #typed() {
    return [...new FormData(this.form)].filter(([name]) => !NEVER.includes(name));
  }

  #read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  #write(sent) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ sent, typed: this.#typed() }));
    } catch {
      /* private */
    }
  }

  #submit(event) {
    this.#write(navigator.onLine && event.submitter?.name !== "look");
    if (navigator.onLine) return;
    event.preventDefault();
    this.querySelector("[data-said]").textContent = this.dataset.offline;
  }

  #restore() {
    const { typed } = this.#read(this.key);
    for (const field of this.form.querySelectorAll("[name]:not(button)")) {
      if (NEVER.includes(field.name)) continue;
      const values = typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[[...this.form.querySelectorAll(`[name="${field.name}"]`)].indexOf(field)] ?? "";
      if (values.some(Boolean)) field.closest("details")?.setAttribute("open", "");
    }
    this.offer.hidden = true;
    this.form.dispatchEvent(new Event("restored"));
  }

  #forget(wanted) {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX) && wanted(this.#read(key) ?? {}, key)) localStorage.removeItem(key);
    if (this.offer) this.offer.hidden = true;
  }
}

customElements.define("keep-typed", KeepTyped);

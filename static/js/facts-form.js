/* The forms of hours and rules: what was typed is looked at while typing. Without this script the
   same buttons send the whole form, which shows it again and saves nothing. */

const WAIT = 500;

class FactsForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => this.#typed(event));
    this.addEventListener("click", (event) => this.#pressed(event));
    this.#plainButtons();
  }

  get #live() {
    return this.querySelector("[data-live]");
  }

  /* As submit buttons they would be the one that Enter presses anywhere in the form. */
  #plainButtons() {
    for (const button of this.querySelectorAll("button[name=look-first]")) button.type = "button";
  }

  #typed(event) {
    if (event.target.name === `${this.dataset.name}-phrase`) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#look("check"), WAIT);
  }

  #pressed(event) {
    const button = event.target.closest("button[name=look-first]");
    if (button) this.#look(button.value.split(":")[1]);
  }

  async #look(action) {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const options = { method: "POST", body: this.#body(action), signal: this.asked.signal };
      const response = await fetch(this.dataset.url, options);
      if (!response.ok || response.redirected) throw new Error(response.status);
      this.#show(action, await response.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#live.textContent = "いまは確かめられません。入れた内容はそのままです。少し待って、もう一度押してください。";
    }
  }

  #body(action) {
    const body = new FormData();
    for (const [name, value] of new FormData(this.closest("form"))) {
      if (name === "csrfmiddlewaretoken" || name.startsWith(`${this.dataset.name}-`)) body.append(name, value);
    }
    body.set("look-first", `${this.dataset.name}:${action}`);
    return body;
  }

  #show(action, html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const answer = template.content.querySelector("facts-form");
    if (action === "check") {
      this.#live.replaceChildren(...answer.querySelector("[data-live]").childNodes);
      return;
    }
    this.replaceChildren(...answer.childNodes);
    this.#plainButtons();
    if (action === "read") this.#said();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #said() {
    const said = this.querySelector("[data-said]");
    const field = document.getElementById(said?.dataset.noteField);
    if (field && !field.value) field.value = said.dataset.note;
    said?.focus();
  }
}

customElements.define("facts-form", FactsForm);

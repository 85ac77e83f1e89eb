/* How far an import is, asked again every few seconds. Without this script the page reloads. */

const EVERY = 2000;

class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.waiting = setTimeout(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }

  async #ask() {
    try {
      const response = await fetch(location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.querySelector("import-progress");
      if (!next) return location.reload();
      for (const part of [".import-state", ".import-progress [role=status]", ".import-progress .help"])
        document.querySelector(part).textContent = page.querySelector(part).textContent;
      this.querySelector("progress").replaceWith(next.querySelector("progress"));
    } catch {
      /* The server is away for a moment; it is asked again. */
    }
    this.waiting = setTimeout(() => this.#ask(), EVERY);
  }
}

customElements.define("import-progress", ImportProgress);

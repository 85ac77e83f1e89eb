/* The dates and places of a meetup are looked at while somebody types, by fetching the same page.
   Without this script the same buttons send the form, which comes back with them. */

const WAIT = 700;
const PARTS = ["preview", "places"];

class MeetupForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", ({ target }) => target.closest("[data-look], #preview") && this.#soon());
    this.form.addEventListener("restored", () => this.#look(PARTS));
    this.form.addEventListener("submit", (event) => this.#submit(event));
  }

  #soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#look(["preview"]), WAIT);
  }

  #submit(event) {
    const { submitter } = event;
    if (submitter?.name !== "look" || event.defaultPrevented) return;
    event.preventDefault();
    this.#look(submitter.value === "places" ? ["places"] : ["preview"]);
  }

  async #look(parts) {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.asked = new AbortController();
    const body = new FormData(this.form);
    body.delete("picture");
    body.set("look", "1");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, signal: this.asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of [...parts, "id_phrase_error"]) this.#take(part, page.getElementById(part));
    } catch {
      /* What was typed stays, and sending it says what is wrong. */
    }
  }

  #take(id, fresh) {
    const shown = document.getElementById(id);
    if (shown && fresh) shown.replaceChildren(...fresh.childNodes);
    else if (shown) shown.remove();
    else if (fresh) document.getElementById("id_phrase").before(fresh);
  }
}

customElements.define("meetup-form", MeetupForm);

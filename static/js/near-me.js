/* Near me, by a press only: the position is rounded to 0.01 degrees before it enters an address. */

const WAIT = 15_000;
const KEPT = 600_000;

class NearMe extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[role=status]");
    this.querySelector("button").addEventListener("click", () => this.#ask());
  }

  #ask() {
    if (!navigator.geolocation) return this.#say("failed");
    this.#say("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.#go([coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(2))),
      ({ code, PERMISSION_DENIED }) => this.#say(code === PERMISSION_DENIED ? "refused" : "failed"),
      { enableHighAccuracy: false, timeout: WAIT, maximumAge: KEPT },
    );
  }

  #go(point) {
    const form = this.closest("form");
    const kept = [...new FormData(form)].filter(([name, value]) => value && !["near", "sort"].includes(name));
    location.assign(`${form.action}?${new URLSearchParams([...kept, ["near", point.join()]])}`);
  }

  #say(what) {
    this.said.textContent = this.dataset[what];
  }
}

customElements.define("near-me", NearMe);

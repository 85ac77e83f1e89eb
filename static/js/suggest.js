/* Suggestions below a search field (ARIA combobox). The list is searched here: nothing typed is sent. */

const MOST = 7;
const CALM = 400;
const ROWS = {
  "": "あいうえお", k: "かきくけこ", s: "さしすせそ", t: "たちつてと", n: "なにぬねの", h: "はひふへほ",
  m: "まみむめも", y: "や_ゆ_よ", r: "らりるれろ", g: "がぎぐげご", z: "ざじずぜぞ",
  d: "だ__でど", b: "ばびぶべぼ", p: "ぱぴぷぺぽ", "<": "ぁぃぅぇぉ", "<y": "ゃ_ゅ_ょ",
};
const LATIN = { わ: "wa", ん: "n", を: "o", ゐ: "i", ゑ: "e", ぢ: "zi", づ: "zu", ゔ: "bu", っ: "<", ゕ: "ga", ゖ: "ga" };
for (const [consonant, row] of Object.entries(ROWS))
  [...row].forEach((kana, at) => (LATIN[kana] ??= consonant + "aiueo"[at]));

/* One spelling of kana, romaji (Hepburn, Kunrei, half typed) and widths; long vowels are short. */
const SPELLINGS = [
  [/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)],
  [/(?<=\p{sc=Han})[けが](?=\p{sc=Han})/gu, "が"],
  [/[ぁ-ゖ]/g, (kana) => LATIN[kana] ?? kana],
  [/[aiueo]<(?=y?[aiueo])/g, ""],
  [/<(?=([a-z]))/g, "$1"],
  [/[à-ɏ]/g, (letter) => letter.normalize("NFD")[0]],
  [/[^\p{L}\p{N}]|ー/gu, ""],
  [/[ct](?=ch)/g, "t"], [/ch(?=[aueo])/g, "ty"], [/ch/g, "t"],
  [/sh(?=[aueo])/g, "sy"], [/sh/g, "s"], [/jy?(?=[aueo])/g, "zy"], [/j/g, "z"],
  [/ts/g, "t"], [/f/g, "h"], [/v/g, "b"], [/d(?=[iu])/g, "z"], [/wo/g, "o"],
  [/m(?=[bpm])/g, "n"], [/nn(?![aiueoy])/g, "n"], [/o[ou]+/g, "o"], [/uu+/g, "u"],
];

function folded(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  return SPELLINGS.reduce((spelt, [from, to]) => spelt.replace(from, to), plain);
}

/* 1: begins with what is typed; 2: has it inside; 0: neither. */
function rank(keys, typed) {
  if (keys.some((key) => key.startsWith(typed))) return 1;
  return typed.length > 1 && keys.some((key) => key.includes(typed)) ? 2 : 0;
}

/* Words before records; letters that an input method has not yet made kana of (認知s) may be left out. */
function matching(entries, text) {
  for (const typed of [text, text.replace(/(?<=\p{sc=Han})[a-zａ-ｚ]+$/iu, "")].map(folded)) {
    const found = typed ? entries.map((entry) => [rank(entry.keys, typed), entry]).filter(([at]) => at) : [];
    found.sort(([one, a], [other, b]) => one - other || !!a.path - !!b.path);
    if (found.length) return found.slice(0, MOST).map(([, entry]) => entry);
  }
  return [];
}

const lists = new Map();

/* Asked for once; nothing when it cannot be had, until the next letter. */
function listed(url) {
  if (!lists.has(url)) lists.set(url, read(url).catch(() => lists.delete(url) && []));
  return lists.get(url);
}

async function read(url) {
  const answer = await fetch(url, { credentials: "omit" });
  const { kinds, entries } = await answer.json();
  return entries.map(([label, kana = "", kind = "", path = ""]) => ({
    label, path, kind: kinds[kind] ?? "", keys: [folded(label), folded(kana)],
  }));
}

function told(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function made(tag, attributes, textContent = "") {
  return told(Object.assign(document.createElement(tag), { textContent }), attributes);
}

class FindField extends HTMLElement {
  connectedCallback() {
    this.found = [];
    this.input = this.querySelector("input[type=search]");
    const id = `${this.input.id}-list`;
    this.box = made("ul", { id, role: "listbox", class: "suggest u", "aria-label": this.dataset.label });
    this.said = made("span", { class: "vh", role: "status" });
    this.append(this.box, this.said);
    told(this.input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id });
    this.#open(false);
    this.input.oninput = () => this.#show();
    this.input.onkeydown = (event) => this.#press(event);
    this.input.onblur = () => this.#close();
    this.box.onpointerdown = (event) => event.preventDefault();
    this.box.onclick = (event) => this.#choose(event.target.closest("li"));
    if (this.input.value !== this.input.defaultValue) this.#show();
    else listed(this.dataset.list);
  }

  async #show() {
    const entries = await listed(this.dataset.list);
    this.found = matching(entries, this.input.value);
    this.box.replaceChildren(...this.found.map((entry, at) => this.#option(entry, at)));
    this.#point(-1);
    this.#open(this.found.length > 0 && this.input.matches(":focus"));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.#say(), CALM);
  }

  #option({ label, kind }, at) {
    const option = made("li", { id: `${this.box.id}-${at}`, role: "option" });
    const japanese = /[ぁ-ヿ\p{sc=Han}]/u.test(label);
    option.append(made("span", japanese ? { lang: "ja" } : {}, label), made("small", {}, kind));
    return option;
  }

  #say() {
    this.said.textContent = this.box.hidden ? "" : this.dataset.count.replace("#", this.found.length);
  }

  #open(wanted) {
    this.box.hidden = !wanted;
    this.input.setAttribute("aria-expanded", wanted);
  }

  #close() {
    this.#point(-1);
    this.#open(false);
    this.#say();
  }

  #point(at) {
    this.at = at;
    [...this.box.children].forEach((option, other) => option.setAttribute("aria-selected", other === at));
    const option = this.box.children[at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /* While an input method composes, its own keys are its own. */
  #press(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const open = !this.box.hidden;
    const places = this.found.length + 1;
    if (step && !open) this.#show();
    else if (step) this.#point(((this.at + 1 + step + places) % places) - 1);
    else if (open && event.key === "Enter" && this.at >= 0) this.#choose(this.box.children[this.at]);
    else if (open && event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  /* A record leads to its page, a word is looked for. */
  #choose(option) {
    const entry = this.found[[...this.box.children].indexOf(option)];
    if (!entry) return;
    this.#close();
    const ruby = document.documentElement.dataset.ruby === "on" ? "?ruby=1" : "";
    if (entry.path) return location.assign(entry.path + ruby);
    this.input.value = entry.label;
    this.input.form.requestSubmit();
  }
}

customElements.define("find-field", FindField);

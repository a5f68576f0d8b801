import { ranked } from "#platform/ranking.ts";
import { isComposing } from "./keys.ts";

type Entry = { href: string; title: string; detail: string };
type Hit = { href: string; name: string; note: string };

const MOST_PAGES = 4;
const MOST_HITS = 8;
const PAUSE_MS = 150;

/** Turns the search box into one that jumps: pages and acts of the frame at once, records as they are found. */
export function openPalette(box: HTMLInputElement) {
  const found = document.querySelector<HTMLElement>("#jumps");
  if (!found) return;
  const list = new Jumps(box, found);
  box.addEventListener("input", () => void list.ask());
  box.addEventListener("focus", () => void list.ask());
  box.addEventListener("blur", () => list.close());
  box.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (event.key === "Escape") list.close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step ? list.move(step) : event.key === "Enter" && list.go()) event.preventDefault();
  });
  // Before the box loses the focus and the list closes.
  found.addEventListener("mousedown", (event) => {
    event.preventDefault();
    list.go([...found.children].indexOf((event.target as HTMLElement).closest("li") ?? found));
  });
}

/** The list under the box: what it shows, and which of it is chosen. */
class Jumps {
  readonly #box: HTMLInputElement;
  readonly #list: HTMLElement;
  #shown: Entry[] = [];
  #chosen = -1;
  #asked = 0;

  constructor(box: HTMLInputElement, list: HTMLElement) {
    this.#box = box;
    this.#list = list;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("autocomplete", "off");
    this.close();
  }

  close() {
    this.#show([]);
  }

  async ask() {
    const q = this.#box.value.trim();
    this.#asked += 1;
    const mine = this.#asked;
    const pages = pagesFor(q);
    this.#show(pages);
    if (q.length < 2) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (mine !== this.#asked) return;
    const hits = await hitsFor(q);
    if (mine !== this.#asked || document.activeElement !== this.#box) return;
    // What was chosen meanwhile stays chosen.
    const kept = this.#chosen;
    this.#show([...pages, ...hits]);
    this.#choose(kept);
  }

  /** Down past the last one and up past the first one come back to what was typed. */
  move(step: number): boolean {
    if (this.#list.hidden) return false;
    const places = this.#shown.length + 1;
    this.#choose(((this.#chosen + 1 + step + places) % places) - 1);
    return true;
  }

  go(at = this.#chosen): boolean {
    const entry = this.#shown[at];
    if (!entry) return false;
    this.#box.value = "";
    this.#box.blur();
    follow(entry.href);
    return true;
  }

  #show(entries: Entry[]) {
    this.#shown = entries;
    this.#list.replaceChildren(...entries.map(asOption));
    this.#list.hidden = entries.length === 0;
    this.#box.setAttribute("aria-expanded", String(entries.length > 0));
    this.#choose(-1);
  }

  #choose(at: number) {
    this.#chosen = at;
    [...this.#list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) this.#box.removeAttribute("aria-activedescendant");
    else this.#box.setAttribute("aria-activedescendant", `jump-${at}`);
    this.#list.children[at]?.scrollIntoView({ block: "nearest" });
  }
}

/** As a click on a link, so that pages with script change without loading anew. */
function follow(href: string) {
  const link = Object.assign(document.createElement("a"), { href, hidden: true });
  document.querySelector("main")?.append(link);
  link.click();
  link.remove();
}

function asOption({ title, detail }: Entry, index: number): HTMLElement {
  const option = document.createElement("li");
  option.id = `jump-${index}`;
  option.setAttribute("role", "option");
  const quiet = document.createElement("span");
  quiet.textContent = detail;
  option.append(title, quiet);
  return option;
}

/** The rail and the acts that the frame offers, the best first. */
function pagesFor(q: string): Entry[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("nav.rail a, #acts a")];
  const named = links.map((link) => ({
    href: link.getAttribute("href") ?? "/",
    label: wordOf(link),
  }));
  return ranked(named, q)
    .slice(0, q === "" ? links.length : MOST_PAGES)
    .map(({ href, label }) => ({ href, title: label, detail: "" }));
}

/** What a link is called: not the sign that stands before it for the eyes alone. */
function wordOf(link: HTMLElement): string {
  const said = link.cloneNode(true) as HTMLElement;
  for (const sign of said.querySelectorAll("[aria-hidden=true]")) sign.remove();
  return said.textContent.trim();
}

async function hitsFor(q: string): Promise<Entry[]> {
  const answer = await fetch(`/api/v1/search?limit=${MOST_HITS}&q=${encodeURIComponent(q)}`).catch(() => undefined);
  if (!answer?.ok) return [];
  const { items } = (await answer.json()) as { items: Hit[] };
  return items.slice(0, MOST_HITS).map(({ href, name, note }) => ({ href, title: name, detail: note }));
}

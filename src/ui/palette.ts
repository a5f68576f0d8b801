type Entry = { href: string; title: string; detail: string };
type Hit = { kind: keyof typeof PLACES; id: string; title: string; detail: string | null };

const PLACES = {
  country: "countries",
  partner: "partners",
  delegation: "delegations",
  activity: "activities",
  unit: "units",
};
const MOST_PAGES = 4;
const MOST_HITS = 8;
const PAUSE_MS = 150;

/** Turns the search box into one that jumps: pages and acts of the frame at once, records as they are found. */
export function openPalette(box: HTMLInputElement) {
  const list = document.querySelector<HTMLElement>("#jumps");
  if (!list) return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("autocomplete", "off");
  let shown: Entry[] = [];
  let chosen = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const show = (entries: Entry[]) => {
    shown = entries;
    list.replaceChildren(...entries.map(asOption));
    list.hidden = entries.length === 0;
    box.setAttribute("aria-expanded", String(entries.length > 0));
    choose(-1);
  };
  const choose = (at: number) => {
    chosen = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", `jump-${at}`);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    }
  };
  const ask = async () => {
    const q = box.value.trim();
    asked += 1;
    const mine = asked;
    const pages = pagesFor(q);
    show(pages);
    if (q.length < 2) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (mine !== asked) return;
    const hits = await hitsFor(q, list.dataset.kinds ?? "{}");
    // Only the newest question counts, and what was chosen meanwhile stays chosen.
    const kept = chosen;
    if (mine !== asked || document.activeElement !== box) return;
    show([...pages, ...hits]);
    choose(kept);
  };

  box.addEventListener("input", () => void ask());
  box.addEventListener("focus", () => void ask());
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      choose(chosen + step < -1 ? shown.length - 1 : chosen + step >= shown.length ? -1 : chosen + step);
    }
    if (event.key === "Escape") close();
    const entry = shown[chosen];
    if (event.key !== "Enter" || list.hidden || !entry) return;
    event.preventDefault();
    go(entry);
  });
  // Before the box loses the focus and the list closes.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const at = [...list.children].indexOf((event.target as HTMLElement).closest("li") ?? list);
    if (shown[at]) go(shown[at]);
  });
  const go = (entry: Entry) => {
    close();
    box.value = "";
    box.blur();
    follow(entry.href);
  };
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

const folded = (text: string) =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();

/** The rail and the acts that the frame offers, by the words that were typed in any order. */
function pagesFor(q: string): Entry[] {
  const words = folded(q).split(/\s+/);
  const links = [...document.querySelectorAll<HTMLAnchorElement>("nav.rail a, #acts a")];
  const fitting = links.filter((link) => words.every((word) => folded(link.textContent ?? "").includes(word)));
  return fitting
    .slice(0, q === "" ? links.length : MOST_PAGES)
    .map((link) => ({ href: link.getAttribute("href") ?? "/", title: link.textContent?.trim() ?? "", detail: "" }));
}

async function hitsFor(q: string, kinds: string): Promise<Entry[]> {
  const answer = await fetch(`/api/v1/search?limit=${MOST_HITS}&q=${encodeURIComponent(q)}`).catch(() => undefined);
  if (!answer?.ok) return [];
  const { items } = (await answer.json()) as { items: Hit[] };
  const words = JSON.parse(kinds) as Record<string, string>;
  return items.slice(0, MOST_HITS).map((hit) => ({
    href: `/${PLACES[hit.kind]}/${hit.id}`,
    title: hit.title,
    detail: [words[hit.kind], detailOf(hit)].filter(Boolean).join(" · "),
  }));
}

function detailOf({ detail }: Hit): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(detail ?? "")) return detail ?? "";
  return new Date(`${detail}T00:00:00Z`).toLocaleDateString(document.documentElement.lang, { timeZone: "UTC" });
}

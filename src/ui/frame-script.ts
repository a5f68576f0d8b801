// The frame's own script, a few kilobytes on every page, also on those that carry no other: keys, and the box that jumps.
import { openPalette } from "./palette.ts";

document.documentElement.classList.add("script");

/** The box as it stands now: a page of an error takes the frame away, and going back brings a new one. */
const searchBox = () => document.querySelector<HTMLInputElement>("#search");
const opened = new WeakSet<Element>();

function openBox(box: HTMLInputElement | null) {
  if (!box || opened.has(box)) return;
  opened.add(box);
  openPalette(box);
}
openBox(searchBox());
// On the way down, so that a new box hears of this focus itself.
document.addEventListener("focus", () => openBox(searchBox()), true);

document.addEventListener("change", (event) => {
  const select = (event.target as HTMLElement).closest<HTMLSelectElement>("select[data-sends]");
  select?.form?.requestSubmit();
});

// A menu lies over the page: it closes as one goes on, also where the page changes without being loaded anew.
document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus())
    if (!menu.contains(target as Node) || (target as HTMLElement).closest("a")) menu.open = false;
});
const openMenus = () =>
  document.querySelectorAll<HTMLDetailsElement>("nav.bar details[open], details[data-menu][open]");

// A box above a list leaves of it what has the typed words, with or without marks.
const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/đ/gi, "d").toLowerCase();
document.addEventListener("input", ({ target }) => {
  const box = (target as HTMLElement).closest<HTMLInputElement>("input[data-narrows]");
  for (const item of box?.parentElement?.querySelectorAll("li") ?? [])
    item.hidden = !plain(item.textContent).includes(plain(box?.value.trim() ?? ""));
});

document.addEventListener("keydown", (event) => {
  const meta = event.ctrlKey || event.metaKey;
  if (event.key === "Escape")
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog");
  if (event.key === "k" && meta) toSearch(event);
  if (typing || meta || event.altKey) return;
  if (event.key === "/") toSearch(event);
  if (event.key === "e") document.querySelector<HTMLElement>("main a[data-key=e]")?.click();
  if (event.key === "n")
    (
      document.querySelector<HTMLElement>("main a[data-key=n]") ?? document.querySelector<HTMLElement>("#acts a")
    )?.click();
  if (event.key === "j" || event.key === "k") toRow(event.key === "j" ? 1 : -1);
  if (event.key === "?") document.querySelector<HTMLDialogElement>("#keys")?.showModal();
});

/** On a phone the box stands on a page of its own. */
function toSearch(event: Event) {
  event.preventDefault();
  const box = searchBox();
  if (box?.offsetParent) box.select();
  else location.assign("/search");
}

function toRow(step: 1 | -1) {
  const links = [
    ...document.querySelectorAll<HTMLAnchorElement>("main tbody td:first-child a, main .lines a, main .line a"),
  ];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
}

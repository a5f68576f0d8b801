import { isSecretField } from "#platform/secret-fields.ts";

type Draft = { at: number; fields: [name: string, value: string][] };

const PREFIX = "amity-draft:";
const WEEK = 7 * 86_400_000;
/** Never written down in the browser: secrets, passports, files. */
const isPrivate = (name: string) => isSecretField(name) || /passport|first_key|^_/.test(name);

function fieldsOf(form: HTMLFormElement): Draft["fields"] {
  return [...new FormData(form)].flatMap(([name, value]): Draft["fields"] =>
    typeof value === "string" && !isPrivate(name) && name !== "version" ? [[name, value]] : [],
  );
}

/** Forms whose draft its writer asked to keep on this machine. */
const lasting = new Set<string>();

/** In the tab alone, and gone with it, unless its writer asked for more: what is typed is mostly about others. */
const storeOf = (place: string) => (isLasting(place) ? localStorage : sessionStorage);

export function isLasting(place: string): boolean {
  return lasting.has(place) || localStorage.getItem(PREFIX + place) !== null;
}

/** Keeps what is typed here for a week, also when the tab is closed; or no longer than the tab. */
export function keepLonger(place: string, isWanted: boolean): void {
  const draft = storeOf(place).getItem(PREFIX + place);
  dropDraft(place);
  if (isWanted) lasting.add(place);
  if (draft !== null) storeOf(place).setItem(PREFIX + place, draft);
}

/** Writes down what is typed, a moment after each key; returns how to stop. */
export function keepDraft(form: HTMLFormElement, place: string): () => void {
  const untouched = JSON.stringify(fieldsOf(form));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const fields = fieldsOf(form);
    if (JSON.stringify(fields) === untouched) storeOf(place).removeItem(PREFIX + place);
    else storeOf(place).setItem(PREFIX + place, JSON.stringify({ at: Date.now(), fields } satisfies Draft));
  };
  const onInput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 600);
  };
  form.addEventListener("input", onInput);
  return () => {
    clearTimeout(waiting);
    form.removeEventListener("input", onInput);
  };
}

/** What was typed here in the last week and never sent. */
export function readDraft(place: string): Draft | undefined {
  try {
    const draft = JSON.parse(storeOf(place).getItem(PREFIX + place) ?? "null") as Draft | null;
    return draft && Date.now() - draft.at < WEEK ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function fillDraft(form: HTMLFormElement, draft: Draft): void {
  for (const field of form.elements) {
    const isBox = field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
    const given = draft.fields.filter(([name]) => name === (field as HTMLInputElement).name).map(([, value]) => value);
    if (isBox && !isPrivate(field.name)) field.checked = given.includes(field.value);
    else if (
      (field instanceof HTMLInputElement && field.type !== "hidden" && field.type !== "file") ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      field.value = given[0] ?? field.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export function dropDraft(place: string): void {
  lasting.delete(place);
  for (const store of [sessionStorage, localStorage]) store.removeItem(PREFIX + place);
}

/** Whoever signs in next finds nothing of whoever was here before. */
export function dropAllDrafts(): void {
  for (const store of [sessionStorage, localStorage])
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

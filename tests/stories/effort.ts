import type { Page } from "playwright-core";

/** What a piece of work took somebody: links and buttons pressed, fields filled, seconds of the machine. */
type Effort = { who: string; taps: number; fields: number; since: number };
const efforts = new WeakMap<Page, Effort>();

export function beginEffort(page: Page, who: string) {
  efforts.set(page, { who, taps: 0, fields: 0, since: Date.now() });
}

/** One tap more, by which so many fields were sent. */
export function addEffort(page: Page, fields = 0) {
  const effort = efforts.get(page);
  if (!effort) return;
  effort.taps += 1;
  effort.fields += fields;
}

export function sayEffort(page: Page, where: string) {
  const effort = efforts.get(page);
  if (!effort) return;
  const { who, taps, fields, since } = effort;
  process.stdout.write(
    `${who} (${where}): ${taps} taps, ${fields} fields, ${((Date.now() - since) / 1000).toFixed(1)} s\n`,
  );
}

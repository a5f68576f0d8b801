import { AsyncLocalStorage } from "node:async_hooks";
import * as messages from "#words/messages.js";
import { formatDay, formatNumber } from "./format.ts";
import { home } from "./home.ts";
import { ownWordFor } from "./own-words.ts";
import { locales, overwriteGetLocale } from "#words/runtime.js";

/** A language of the interface: each is a file in messages/, named in project.inlang. */
export type Locale = (typeof locales)[number];

const current = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => current.getStore() ?? home().language);

/** Runs `work` with every word in `locale`; requests, letters and printed papers each have their own. */
export function inLocale<Result>(locale: Locale, work: () => Result): Result {
  return current.run(locale, work);
}

type Speak = (inputs: Record<string, string | number>, options?: { locale: Locale }) => string;

/** The words for a code known only at run time (rules, acts, history); undefined when there are none. */
export function wordsFor(key: string, inputs: Record<string, string | number> = {}): string | undefined {
  const speak = (messages as unknown as Record<string, Speak | undefined>)[key];
  return speak && (ownWordFor(key, inputs) ?? speak(inputs));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The sentence of a rule that refused, the days and numbers in it as the reader writes them; what was typed stands as it was typed. */
export function ruleInWords(code: string, details: Record<string, string | number> = {}): string {
  const said = Object.entries(details).map(([name, value]): [string, string | number] => {
    if (name === "value") return [name, value];
    if (typeof value === "string") return [name, DAY.test(value) ? formatDay(value) : value];
    // A year has no mark between its thousands, and small numbers tell one from many.
    return [name, value < 1000 || /year|version/.test(name) ? value : formatNumber(value)];
  });
  return wordsFor(code, Object.fromEntries(said)) ?? code;
}

/** The words of one value: a key that ends in `_` has a message for each (`nav_partners`), another one message for all, told apart by `name`. */
export function wordsOfValue(key: string, name: string, value: string): string {
  return (key.endsWith("_") ? wordsFor(key + value.replaceAll("-", "_")) : wordsFor(key, { [name]: value })) ?? value;
}

export function toLocale(value: string | undefined | null): Locale | undefined {
  return locales.find((one) => one === value);
}

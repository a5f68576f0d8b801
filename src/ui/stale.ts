import type { Option } from "#platform/offer.ts";
import type { FormFields } from "./form-values.ts";
import * as m from "#words/messages.js";

type Values = Record<string, unknown>;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
export type Differing = { name: string; yours: string; theirs: string };

/**
 * Where a form and the record that was saved meanwhile say different things, in words. A box without its tick, or a list of which nothing is
 * ticked, is sent as nothing at all: so every field that the form shows is compared, and not only those that were sent.
 */
export function differencesBetween(yours: Values, theirs: Values, fields: FormFields): Differing[] {
  return Object.keys(theirs)
    .filter((name) => name !== "version" && (name in yours || fields.has(name)))
    .filter((name) => meaningOf(yours[name]) !== meaningOf(theirs[name]))
    .map((name) => {
      const isTick = typeof theirs[name] === "boolean";
      const say = (value: unknown) => sayValue(value, isTick, fields.get(name)?.().options ?? []);
      return {
        name: fields.get(name)?.().label || m.field_name({ name }),
        yours: say(yours[name]),
        theirs: say(theirs[name]),
      };
    });
}

const isOn = (value: unknown) => value === true || value === "on" || value === "true";

/** Forms send ticks as "on" or nothing, lists in any order, and what is empty in three ways. */
function meaningOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).toSorted().join("\n");
  if (value === null || value === undefined || value === false || value === "false") return "";
  return isOn(value) ? "true" : String(value);
}

function sayValue(value: unknown, isTick: boolean, options: readonly Option[]): string {
  if (isTick) return isOn(value) ? m.history_yes() : m.history_no();
  const all = Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];
  return all.map((one) => sayOne(String(one), options)).join(", ");
}

function sayOne(value: string, options: readonly Option[]): string {
  const option = options.find((one) => one.value === value);
  return option?.label ?? (UUID.test(value) ? m.history_not_shown() : value);
}

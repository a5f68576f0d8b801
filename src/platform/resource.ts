import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import type { Rights } from "./history.server.ts";
import { requireRow } from "./errors.ts";
import type { FilterSchema } from "./filter.ts";
import type { List } from "./list.ts";
import { isObject } from "./names.ts";
import type { StepAct } from "./steps.ts";

type Form = z.ZodType<object>;
type Row = Record<string, unknown> & { id: string };

/** What the open interface, exports, dossiers and the desk ask of one kind of record; `modules/resources.server.ts` has them all. */
export type Resource<Filter extends FilterSchema = FilterSchema, New extends Form = Form> = {
  /** What reading its list and one of it does, in the interface's description. */
  says: { list: string; one: string };
  list: List<Filter, Row>;
  find(this: void, work: Work, id: string): Promise<Row | undefined>;
  /** What stands below one of it and is shown with it. */
  parts?(this: void, work: Work, id: string): Promise<object>;
  add?: { says: string; form: New; take(this: void, work: Work, input: z.output<New>): Promise<string> };
  edit?: StepAct;
  steps?: Record<string, StepAct>;
  /** What else is written to one of it, by the last word of the address. */
  below?: Record<string, StepAct>;
  /** Its rows are what people outside the union were granted, one at a time; Today lists them. */
  granted?: true;
  /** Who else may see one of it is its unit's to say; of other kinds the rule of the kind holds for each. */
  sharing?: {
    mayChange(this: void, actor: Actor, record: Row): boolean;
    /** Named on one that becomes confidential. */
    usual(this: void, work: Work, record: Row): Promise<string[]>;
    /** The key of the sentence that says whom its work would wait for in vain with these readers; it may not be left so while it waits. */
    lacks(
      this: void,
      work: Work,
      record: Row,
      rights: Rights,
    ): Promise<{ code: string; isWaiting: boolean } | undefined>;
  };
  /** How many there are of a country, by the names that the interface gives the counts of a dossier. */
  counts?(this: void, work: Work, country: string): Promise<Record<string, number>>;
  /** What happened with a country, a row for each year. */
  years?: Years;
};

type Years = {
  /** The interface calls them `{name}_by_year`. */
  name: string;
  list(this: void, work: Work, country: string): Promise<Record<string, number | string | null>[]>;
  /** Drawn on the country's page: keys of its words, the column, in millions or as it is, and what the list behind a bar is narrowed by. */
  chart?: { title: string; source: string; value: string; inMillions?: true; only?: Record<string, string> };
};

/** Holds forms to commands and filters to lists: the compiler sees when they part. */
export function resource<Filter extends FilterSchema, New extends Form>(one: Resource<Filter, New>): Resource {
  return one;
}

/** Takes what a PATCH sent, laid over the record as it stands, names by language one by one, as the whole form. */
export function laidOver<Whole extends Form>(
  find: (work: Work, id: string) => Promise<object | undefined>,
  whole: Whole,
  take: (work: Work, id: string, input: z.output<Whole>) => Promise<void>,
) {
  return async (work: Work, id: string, patch: object): Promise<void> => {
    const laid: Record<string, unknown> = { ...requireRow(await find(work, id)) };
    for (const [name, value] of Object.entries(patch)) {
      const before = laid[name];
      if (value !== undefined) laid[name] = isObject(value) && isObject(before) ? { ...before, ...value } : value;
    }
    const filled = Object.entries(laid).map(([name, value]) => [name, value ?? undefined]);
    return take(work, id, whole.parse(Object.fromEntries(filled)));
  };
}

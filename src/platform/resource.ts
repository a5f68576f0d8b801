import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import type { Rights } from "./history.server.ts";
import { requireRow } from "./errors.ts";
import type { FilterSchema } from "./filter.ts";
import type { Held, Holds } from "./holds.server.ts";
import type { List } from "./list.ts";
import { version } from "./forms.ts";
import { isObject, readLines } from "./names.ts";
import type { StepAct } from "./steps.ts";

type Form = z.ZodType<object>;
type Row = Record<string, unknown> & { id: string };

/** What the open interface, exports, dossiers and the desk ask of one kind of record; `modules/resources.server.ts` has them all. */
export type Resource<Filter extends FilterSchema = FilterSchema, New extends Form = Form> = {
  /** What its list and one of it answer, as JSON: the interface's description says it, tests/answers.test.ts holds it to what is answered. */
  answers?: { row: z.ZodObject; one: z.ZodObject };
  /** What reading its list and one of it does, in the interface's description. */
  says: { list: string; one: string };
  list: List<Filter, Row>;
  find(this: void, work: Work, id: string): Promise<Row | undefined>;
  /** What stands below one of it and is shown with it. */
  parts?(this: void, work: Work, id: string): Promise<object>;
  add?: { says: string; form: New; take(this: void, work: Work, input: z.output<New>): Promise<string> };
  edit?: Edit;
  steps?: Record<string, StepAct>;
  /** What else is written to one of it, by the last word of the address. */
  below?: Record<string, StepAct>;
  /** The lists that stand below one of it and whose rows are added, changed and taken out one by one. */
  holds?: Holds;
  /** How what was said about it is ended, by the list that it stands in: one row of it, by its key. */
  ends?: Record<string, End>;
  /** Its rows are what people outside the union were granted, one at a time; Today lists them. */
  granted?: true;
  /** The files that stand below one of it, by list; undefined where there is none that the actor sees. */
  files?: Record<string, (this: void, work: Work, place: FilePlace) => Promise<KeptFile | undefined>>;
  /** Who else may see one of it is its unit's to say; without it the rule of the kind holds for each, and `sharing_fixed` says why. */
  sharing?: Sharing;
  /** How many there are of a country, by the names that the interface gives the counts of a dossier. */
  counts?(this: void, work: Work, country: string): Promise<Record<string, number>>;
  /** What happened with a country, a row for each year. */
  years?: Years;
};

/** Who may change who sees a record, and whom its work needs among them. */
type Sharing = {
  mayChange(this: void, actor: Actor, record: Row): boolean;
  /** Named on one that becomes confidential. */
  usual?(this: void, work: Work, record: Row): Promise<string[]>;
  /** Units that did it too: shared with them from when it is no more open to the whole union. */
  concerned?(this: void, work: Work, record: Row): Promise<string[]>;
  /** The key of the sentence that says whom its work would wait for in vain with these readers; it may not be left so while it waits. */
  lacks?(
    this: void,
    work: Work,
    record: Row,
    rights: Rights,
  ): Promise<{ code: string; isWaiting: boolean } | undefined>;
};

export type FilePlace = { id: string; fileId: string };
export type KeptFile = { name: string; media_type: string; bytes: Uint8Array };

/** What ends one thing that was said about a record. */
export type End = {
  form: z.ZodObject;
  says: string;
  /** The same as whoever has to end it is shown it, also where the record itself is not theirs to see. */
  find?(this: void, work: Work, place: { id: string; partId: string }): Promise<object | undefined>;
  take(this: void, work: Work, place: { id: string; partId: string }, input: object): Promise<void>;
};

export function end<Form extends z.ZodObject>(
  says: string,
  form: Form,
  take: (work: Work, place: { id: string; partId: string }, input: z.output<Form>) => Promise<unknown>,
  find?: End["find"],
): End {
  return {
    form,
    says,
    ...(find && { find }),
    take: async (work, place, input) => void (await take(work, place, input as z.output<Form>)),
  };
}

type Years = {
  /** The interface calls them `{name}_by_year`. */
  name: string;
  list(this: void, work: Work, country: string): Promise<Record<string, number | string | null>[]>;
  /**
   * Drawn on the country's page: keys of its words, the column, in millions or as it is. A bar opens as the records of that figure;
   * of what no figure counts, as its list, narrowed by `only`.
   */
  chart?: {
    title: string;
    source: string;
    value: string;
    inMillions?: true;
    figure?: string;
    only?: Record<string, string>;
  };
};

/** Holds forms to commands and filters to lists: the compiler sees when they part. */
export function resource<Filter extends FilterSchema, New extends Form>(one: Resource<Filter, New>): Resource {
  return one;
}

/** How one is edited through the interface: any of the fields of the form of its page, and the form itself, in which they are checked. */
export type Edit = StepAct & { whole?: z.ZodObject };

/**
 * A PATCH: what is sent is laid over the record as it stands, names by language one by one, and read by the form of the page. null and ""
 * empty a field that may be empty; what is not sent is left alone.
 */
export function editing<Whole extends z.ZodObject>(
  find: (work: Work, id: string) => Promise<object | undefined>,
  whole: Whole,
  take: (work: Work, id: string, input: z.output<Whole>) => Promise<void>,
  says: string,
): Edit {
  const form = loosely(Object.keys(whole.shape));
  return {
    form,
    whole,
    says,
    take: async (work, id, patch) =>
      take(work, id, whole.parse(laidOver(requireRow(await find(work, id)), whole, patch))),
  };
}

/** The same of one row of a list that stands below a record. */
export function editingPart({ correction, find, change }: Held, place: { recordId: string; id: string }): StepAct {
  return {
    form: loosely([...Object.keys(correction.shape), "version"]),
    take: async (work, _id, patch) => {
      const values = correction.parse(laidOver(await find(work, place), correction, patch));
      const read = z.object({ version: version() }).parse(patch);
      await change(work, place, { ...values, ...read });
    },
  };
}

/** What is written below one record, by the last word of the address: an act of its own, or a new row of a list. */
export function actBelow({ below = {}, holds = {} }: Resource, name: string): StepAct | undefined {
  if (Object.hasOwn(below, name)) return below[name];
  const held = Object.hasOwn(holds, name) ? holds[name] : undefined;
  return held && { form: held.form, take: (work, id, values) => held.add(work, id, values) };
}

/** How what was said about a record is ended, as a step of the record. */
export function ending({ form, take }: End, partId: string): StepAct {
  return { form, take: (work, id, input) => take(work, { id, partId }, input) };
}

const loosely = (names: string[]) =>
  z.looseObject(Object.fromEntries(names.map((name) => [name, z.unknown().optional()])));

function laidOver(record: object, whole: z.ZodObject, patch: object): Record<string, unknown> {
  const before = record as Record<string, unknown>;
  const sent = patch as Record<string, unknown>;
  const laid: Record<string, unknown> = {};
  for (const name of Object.keys(whole.shape)) {
    const value = sent[name];
    const stands = before[name];
    if (value === undefined) laid[name] = stands ?? undefined;
    else laid[name] = name.endsWith("_in") && isObject(stands) ? overNames(stands, value) : (value ?? undefined);
  }
  return laid;
}

/** The names that are sent over those that stand there: null or "" takes one out. */
function overNames(stands: object, sent: unknown): unknown {
  const names = readLines(sent);
  return isObject(names) ? { ...stands, ...names } : sent;
}

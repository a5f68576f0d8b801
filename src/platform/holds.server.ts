import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { requirePermission, requireRow } from "./errors.ts";
import type { Rights } from "./history.server.ts";
import type { Part, RecordParts } from "./part.server.ts";
import { addPart, changePart, findPart, removePart } from "./part.server.ts";

type Place = { recordId: string; id: string };
type Row = Record<string, unknown> & { id: string; version: number };

/** One list below a record, for a reader who knows no module's types. */
export type Held = {
  form: z.ZodObject;
  /** The form where a row is corrected. */
  correction: z.ZodObject;
  add(this: void, work: Work, recordId: string, values: object): Promise<void>;
  find(this: void, work: Work, place: Place): Promise<Row>;
  change(this: void, work: Work, place: Place, values: object & { version: number }): Promise<void>;
  remove(this: void, work: Work, place: Place): Promise<void>;
};
export type Holds = Record<string, Held>;

/** The table of a record's parts as the interface reads it: by the list that each stands in. */
export function holds<
  Owner extends Rights & { id: string },
  Name extends string,
  Parts extends Record<Name, Part<Owner>>,
>(below: RecordParts<Owner, Parts>, lists: Record<Name, string>): Holds {
  const names = Object.keys(lists) as Name[];
  return Object.fromEntries(names.map((name) => [lists[name], held(below, name)]));
}

function held<Owner extends Rights & { id: string }, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  below: RecordParts<Owner, Parts>,
  name: Name,
): Held {
  const { form, correction = form } = below.parts[name] as Part<Owner>;
  type Values = z.output<Parts[Name]["form"]>;
  return {
    form,
    correction,
    add: async (work, recordId, values) => {
      await addPart(work, below, { recordId, name }, values as Values);
    },
    // As its page: shown where it is corrected, to whom the command lets correct it.
    find: async (work, place) => {
      requirePermission(below.mayChange(work.actor as Actor, requireRow(await below.find(work, place.recordId))));
      return requireRow(await findPart(work, below, { ...place, name }));
    },
    change: (work, place, { version, ...values }) =>
      changePart(work, below, { ...place, name, version }, values as Values),
    remove: (work, place) => removePart(work, below, { ...place, name }),
  };
}

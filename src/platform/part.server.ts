import type { Insertable, RawBuilder } from "kysely";
import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow, requireVersion } from "./errors.ts";
import type { GridRow } from "./grid.ts";
import { cellOf } from "./grid.ts";
import type { Rights } from "./history.server.ts";
import { changesBetween, recordHistory, rightsOf } from "./history.server.ts";
import type { KindThatIs } from "./kinds.ts";
import { ruleIn } from "./refused.server.ts";
import type { DB } from "./schema.gen.ts";
import { fieldInRule } from "./sent.server.ts";

type Values = Record<string, unknown>;
type Row = Values & { id: string; version: number };
type Owned = Rights & { id: string };

/** One kind of part: where it stands, what its form asks, and the rules that it alone has. */
export type Part<Owner, Form extends z.ZodObject = z.ZodObject> = {
  table: keyof DB;
  form: Form;
  /** The field that tells one of them from another: the history calls it by that. */
  called: keyof z.output<Form> & string;
  /** The form where it is corrected, when that takes more. */
  correction?: Form;
  /** Columns that its form reads in another way than they stand, or beside its fields. */
  shown?: Record<string, RawBuilder<unknown>>;
  /** Fields that no form shows and no history says: left empty they keep what is on file. */
  secret?: readonly (keyof z.output<Form> & string)[];
  /** The only fields that the history says. */
  said?: readonly (keyof z.output<Form> & string)[];
  /** What the history calls it, when not by the part's own name. */
  actions?: { added: string; changed: string };
  /** Two that have the first of these alike are taken for one, unless another of them differs: whoever enters it is asked. */
  twins?: readonly [keyof z.output<Form> & string, ...(keyof z.output<Form> & string)[]];
  /** Rules across rows; `id` is the part that is being changed. */
  check?(work: Work, owner: Owner, values: z.output<Form>, id?: string): Promise<void> | void;
  /** Columns that follow from what was typed. */
  stored?(values: z.output<Form>, owner: Owner): Values;
  /** What the record owes once it is written: without `before` it is new, without `after` it is gone. */
  follow?(work: Work, owner: Owner, written: { before?: Row; after?: z.output<Form> }): Promise<void>;
};

/** All that stands below one kind of record, and the rules that its parts share. */
export type RecordParts<Owner extends Owned, Parts extends Record<string, Part<Owner>>> = {
  /** The record as the history calls it, and the column that names it in its parts. */
  kind: KindThatIs<"logged">;
  column: string;
  find(work: Work, id: string): Promise<Owner | undefined>;
  lock(work: Work, id: string): Promise<Owner>;
  mayChange(actor: Actor, owner: NoInfer<Owner>): boolean;
  /** What the record owes whichever part was written. */
  follow?(work: Work, owner: NoInfer<Owner>): Promise<void>;
  parts: Parts;
};

type Place<Name> = { recordId: string; name: Name };

type Columns<Table extends keyof DB> = {
  [Column in keyof Insertable<DB[Table]>]?: Insertable<DB[Table]>[Column] | undefined;
};

/** Holds a form to the columns of its table. */
export function part<Table extends keyof DB, Form extends z.ZodObject & z.ZodType<Columns<Table>>, Owner>(
  one: Part<Owner, Form> & { table: keyof z.output<Form> extends keyof DB[Table] ? Table : never },
): Part<Owner, Form> {
  return one;
}

/** A part as its form shows it, with the version that the form sends back. */
export async function findPart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  { recordId, name, id }: Place<Name> & { id: string },
) {
  const one: Part<Owner> = below.parts[name];
  const columns = [...new Set([...openFields(one), ...Object.keys(one.shown ?? {})])];
  const read = columns.map((column) => sql`${one.shown?.[column] ?? sql.ref(column)} as ${sql.ref(column)}`);
  const { rows } = await sql<Row>`select id, ${sql.join(read)}, version
    from ${sql.table(one.table)} where id = ${id} and ${sql.ref(below.column)} = ${recordId}`.execute(work.trx);
  return rows[0];
}

export async function addPart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  { recordId, name }: Place<Name>,
  values: z.output<Parts[Name]["form"]>,
): Promise<string> {
  const one: Part<Owner> = below.parts[name];
  const owner = await openRecord(work, below, recordId);
  await one.check?.(work, owner, values);
  const row = { [below.column]: recordId, ...values, ...one.stored?.(values, owner), ...rightsOf(owner) };
  const given = Object.entries(row).filter(([, value]) => value !== undefined);
  const { rows } = await sql<{
    id: string;
  }>`insert into ${sql.table(one.table)} (${sql.join(given.map(([column]) => sql.ref(column)))})
    values (${sql.join(given.map(([, value]) => value))}) returning id`.execute(work.trx);
  await one.follow?.(work, owner, { after: values });
  await below.follow?.(work, owner);
  await recordHistory(work, {
    subject: [below.kind, recordId],
    action: one.actions?.added ?? `${name}_added`,
    rights: owner,
    after: { ...saidOf(one, values), item: values[one.called] },
  });
  return requireRow(rows[0]).id;
}

/** Adds several of one part in one work, all of them or none: what a rule says of one of them is said of its row in the grid. Answers their ids. */
export async function addParts<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  place: Place<Name>,
  rows: readonly GridRow<z.output<Parts[Name]["form"]>>[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { at, values } of rows) {
    try {
      ids.push(await addPart(work, below, place, values));
    } catch (refused) {
      const cause = ruleIn(refused);
      const fields = Object.keys(below.parts[place.name].form.shape);
      const field = cause instanceof RuleError ? fieldInRule(cause, fields) : undefined;
      if (!(cause instanceof RuleError) || field === undefined) throw refused;
      throw new FieldError(cellOf(at, field), cause.code, 409, cause.details);
    }
  }
  return ids;
}

/**
 * Writes one part anew: a field left empty becomes empty. Of two who correct it at once, the second is shown what the first wrote.
 * Saved as it stood, nothing is written.
 */
export async function changePart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  place: Place<Name> & { id: string; version: number },
  values: z.output<Parts[Name]["form"]>,
): Promise<void> {
  const one: Part<Owner> = below.parts[place.name];
  const owner = await openRecord(work, below, place.recordId);
  const before = requireRow(await findPart(work, below, place));
  requireVersion(before, place.version);
  await one.check?.(work, owner, values, place.id);
  const open = pick(values, openFields(one));
  const typed = Object.entries(pick(values, one.secret ?? [])).filter(([, value]) => value !== null);
  const written = { ...open, ...Object.fromEntries(typed), ...one.stored?.(values, owner) };
  const sets = Object.entries(written).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  // Whether anything differs says the database, which knows the type of each column. What is secret it does not read back: typed, it is a change.
  const columns = sql.join(Object.keys(written).map((column) => sql.ref(column)));
  const differs =
    typed.length > 0 ? sql`true` : sql`row(${columns}) is distinct from row(${sql.join(Object.values(written))})`;
  const { numAffectedRows } = await sql`update ${sql.table(one.table)} set ${sql.join(sets)}, version = version + 1
    where id = ${place.id} and ${differs}`.execute(work.trx);
  if (numAffectedRows === 0n) return;
  await one.follow?.(work, owner, { before, after: values });
  await below.follow?.(work, owner);
  await recordHistory(work, {
    subject: [below.kind, place.recordId],
    action: one.actions?.changed ?? `${place.name}_changed`,
    rights: owner,
    ...changeOf(one, before, open),
  });
}

/** Takes one part out for good; the history keeps what it said. */
export async function removePart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  place: Place<Name> & { id: string },
): Promise<void> {
  const one: Part<Owner> = below.parts[place.name];
  const owner = await openRecord(work, below, place.recordId);
  const before = requireRow(await findPart(work, below, place));
  await sql`delete from ${sql.table(one.table)} where id = ${place.id}`.execute(work.trx);
  await one.follow?.(work, owner, { before });
  await below.follow?.(work, owner);
  await recordHistory(work, {
    subject: [below.kind, place.recordId],
    action: `${place.name}_removed`,
    rights: owner,
    before: { ...saidOf(one, before), item: before[one.called] },
  });
}

export async function openRecord<Owner extends Owned, Parts extends Record<string, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  recordId: string,
): Promise<Owner> {
  const owner = await below.lock(work, recordId);
  requirePermission(below.mayChange(work.actor, owner));
  return owner;
}

function openFields<Owner>(one: Part<Owner>): string[] {
  return Object.keys(one.form.shape).filter((name) => !one.secret?.includes(name));
}

function saidOf<Owner>(one: Part<Owner>, values: Values): Values {
  return pick(values, one.said ?? openFields(one));
}

/** What an edit changed; what is not for the history is left out of it. */
function changeOf<Owner>(one: Part<Owner>, before: Row, open: Values) {
  const changes = changesBetween(saidOf(one, before), saidOf(one, open));
  return { before: changes.before, after: { ...changes.after, item: open[one.called] } };
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

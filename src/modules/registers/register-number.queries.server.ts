import { sql } from "kysely";
import type { Named } from "#platform/names.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { ownRights } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import { requirePath } from "#platform/tree.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import type { Book, PaperKind, Symbols } from "./register.model.ts";
import { initialsOf, numberOf } from "./register.model.ts";
import { findSymbols } from "./register-symbol.queries.server.ts";

export type Issuer = { unit_id: string; unit_path: string };

/** The unit whose place in the tree this is: whose papers are issued there. */
export async function requireIssuer(work: Work, path: string): Promise<Issuer & Named> {
  return work.trx
    .selectFrom("unit_place")
    .innerJoin("unit", "unit.id", "unit_place.unit_id")
    .select(["unit_place.unit_id", "unit_place.path as unit_path", "unit.name", "unit.name_in"])
    .where("unit_place.path", "=", path)
    .executeTakeFirstOrThrow() as Promise<Issuer & Named>;
}

/** The letters of a kind, as papers of the union have them. */
export const codeOf = (kind: PaperKind) => inLocale(home().language, () => m.paper_code({ kind }));

/** A number of a book as its papers bear it. */
export async function numberIn(work: Work, book: Book, ordinal: number): Promise<string> {
  return numberOf(ordinal, book.kind === "letter" ? "" : codeOf(book.kind), await symbolsOf(work, book));
}

/** As somebody said them; else as the last number there has them; else the first letters of the name. */
async function symbolsOf(work: Work, book: Book): Promise<Symbols> {
  const symbols = await findSymbols(work, book.unit_id, today());
  if (symbols) return symbols;
  const [last] = await asSystem(
    work,
    sql<{ number: string | null; name: string }>`select unit.name, (select entry.number from register_entry as entry
        where entry.unit_id = unit.id and entry.kind <> 'letter' and entry.number ~ '^[0-9]+/[^-/\\s]+-\\S+$'
        order by entry.year desc, entry.ordinal desc limit 1) as number
      from unit where unit.id = ${book.unit_id}`.compile(work.trx),
  );
  const found = /\/[^-/]+-(\S+)$/.exec(last?.number ?? "")?.[1];
  return { organisation: found ?? initialsOf(last?.name ?? ""), office: null };
}

/** What the own unit would most likely say. */
export async function proposeSymbol(work: Work): Promise<Symbols> {
  const { unit_id } = ownRights(work);
  return symbolsOf(work, { unit_id, kind: "decision", year: Number(today().slice(0, 4)) });
}

/** The first number after the last that was given or explained; asked of all lines, whoever may read them. */
export async function findNext(work: Work, { unit_id, kind, year }: Book): Promise<number> {
  const [last] = await asSystem(
    work,
    sql<{ ordinal: number }>`select coalesce(max(last_ordinal), 0)::int + 1 as ordinal from register_entry
      where unit_id = ${unit_id} and kind = ${kind} and year = ${year} and status <> 'taken_back'`.compile(work.trx),
  );
  return last?.ordinal ?? 1;
}

/** The number that the next paper of this kind takes there, if it bears this day. */
export async function proposeNumber(work: Work, path: string, kind: PaperKind, on_date: string): Promise<string> {
  const { unit_id } = await requireIssuer(work, path);
  const book = { unit_id, kind, year: Number(on_date.slice(0, 4)) };
  return numberIn(work, book, await findNext(work, book));
}

type Line = {
  id: string;
  number: string;
  status: string;
  on_date: string | null;
  title: string;
  record_id: string | null;
  paper: string | null;
};

/** Which line of a book has a number, by its place in the series, which one in another form does not have, or by its very text; whoever may read it. */
export async function findTaken(
  work: Work,
  book: Book,
  { ordinal, number }: { ordinal: number | undefined; number: string },
): Promise<Line | undefined> {
  const [line] = await asSystem(
    work,
    sql<Line>`select id, number, status, on_date, coalesce(subject, reason) as title, record_id, paper from register_entry
      where unit_id = ${book.unit_id} and kind = ${book.kind} and year = ${book.year} and status <> 'taken_back'
        and (lower(number) = lower(${number}) or ${ordinal ?? null}::int between ordinal and last_ordinal) limit 1`.compile(
      work.trx,
    ),
  );
  return line;
}

type Narrowed = { kind?: string | undefined; year?: string | undefined; unit_path?: string | undefined };

/** The books that a page is narrowed to, of the units that the reader answers for. */
function booksOf({ actor }: Work, { kind, year, unit_path }: Narrowed) {
  const own = actor.reach === "system" ? sql`` : sql`and ${actor.paths}::ltree[] @> entry.unit_path`;
  return sql`${own} ${kind ? sql`and entry.kind = ${kind}` : sql``} ${year ? sql`and entry.year = ${Number(year)}` : sql``}
    ${unit_path ? sql`and entry.unit_path <@ ${requirePath(unit_path)}::ltree` : sql``}`;
}

export type Gap = Book & { unit_name: string; unit_name_in: Named["name_in"]; from: number; until: number };

/** Numbers below the last one that no line of their book has: counted over all lines, whoever may read them. */
export async function listGaps(work: Work, narrowed: Narrowed = {}): Promise<Gap[]> {
  return asSystem(
    work,
    sql<Gap>`with line as (
        select entry.unit_id, entry.kind, entry.year, entry.ordinal, coalesce(max(entry.last_ordinal) over (
          partition by entry.unit_id, entry.kind, entry.year order by entry.ordinal rows between unbounded preceding and 1 preceding), 0) as before
        from register_entry as entry
        where entry.ordinal is not null and entry.status <> 'taken_back' ${booksOf(work, narrowed)})
      select line.unit_id, line.kind, line.year, line.before + 1 as from, line.ordinal - 1 as until, unit.name as unit_name, unit.name_in as unit_name_in
      from line join unit on unit.id = line.unit_id
      where line.ordinal > line.before + 1 order by line.year desc, unit.path, line.kind, line.before`.compile(
      work.trx,
    ),
  );
}

/** How many lines of these books stand in them that the reader may not see. */
export async function countHidden(work: Work, narrowed: Narrowed): Promise<number> {
  const count = sql<{ count: number }>`select count(*)::int as count from register_entry as entry
    where entry.status <> 'taken_back' ${booksOf(work, narrowed)}`;
  const [all] = await asSystem(work, count.compile(work.trx));
  const seen = (await count.execute(work.trx)).rows[0];
  return (all?.count ?? 0) - (seen?.count ?? 0);
}

import { makeFirstKey } from "#modules/access/first.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Owner } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { migrateDatabase } from "#platform/migrate-database.server.ts";
import { now } from "#platform/time.ts";
import { TELL } from "#platform/told.ts";
import type { Union } from "#platform/union.server.ts";
import { OWN, inUnion } from "#platform/union.server.ts";
import type { Beside } from "#platform/unions.server.ts";
import { CODE, listUnions, schemaOf } from "#platform/unions.server.ts";
import type { Context } from "./main.ts";
import { required } from "./say.ts";

type Show = (value: unknown, text: string) => void;

const HOW = "Say union list, or union create|address|close|open CODE; create and address also --address https://HOST.";

/** `union list`, `create`, `address`, `close`, `open`: nothing of a union that is closed is taken away; it is only not served. */
export async function unionCommand(context: Context, show: Show): Promise<void> {
  const [act = "list", code = "", ...more] = context.words;
  const acts: Record<string, () => Promise<void>> = {
    list: () => list(context, show),
    create: () => create(context, code, show),
    address: () => change(context, code, { origin: addressIn(context) }, show),
    close: () => change(context, code, { closed_at: now() }, show),
    open: () => change(context, code, { closed_at: null }, show),
  };
  const run = acts[act];
  if (!run || more.length > 0 || (act === "list" ? code !== "" : code === "")) throw new Error(HOW);
  await run();
}

const lineOf = ({ code, origin, closed_at, practiceUntil }: Beside) =>
  `${code}  ${origin}${closed_at ? "  closed" : ""}${practiceUntil ? `  to practise with, until ${practiceUntil}` : ""}`;

async function list({ database }: Context, show: Show) {
  const found = await asOwner(database, listUnions);
  show(found, [`(the settings' own)  ${OWN.origin}`, ...found.map(lineOf)].join("\n"));
}

/** As a browser says it; where a union is found by more than its host, two would be at one address. */
export function addressIn(context: Context): string {
  const typed = required(context, "address");
  const url = URL.parse(typed);
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !/[?#@]/.test(typed);
  if (!isOrigin)
    throw new Error("--address must be the address that people type, for example https://amity.example.org.");
  return url.origin;
}

export function requireFree(origin: string, found: Beside[], code: string) {
  const { host } = new URL(origin);
  const holder = found.find((one) => one.code !== code && new URL(one.origin).host === host);
  if (holder) throw new Error(`The union ${holder.code} is at ${host} already.`);
  if (new URL(OWN.origin).host === host) throw new Error(`The union of the settings is at ${host} already.`);
}

/** The code of the copy to practise with (practice.ts). */
export const PRACTICE = "practice";

async function create({ database, ...context }: Context, code: string, show: Show) {
  if (code === PRACTICE) throw new Error("The copy to practise with is made by: practice");
  if (!CODE.test(code)) throw new Error("A code is 2 to 31 small letters and digits and begins with a letter.");
  const union: Union = { code, schema: schemaOf(code), origin: addressIn({ database, ...context }) };
  await asOwner(database, async (client) => {
    const found = await listUnions(client);
    const there = await client.query("select from pg_namespace where nspname = $1", [union.schema]);
    if (there.rowCount || config.schema === union.schema) throw new Error(`There is a union ${code} already.`);
    requireFree(union.origin, found, code);
  });
  const key = await inUnion(union, async () => {
    await migrateDatabase(database);
    await asOwner(database, (client) => client.query("insert into union_address (origin) values ($1)", [union.origin]));
    return inWork(system, makeFirstKey);
  });
  await asOwner(database, tell);
  const begins = `${union.origin}/first?key=${key}`;
  show({ ...union, begins }, `The union ${code} is there, and empty. Its first administrator begins at ${begins}`);
}

async function change(
  { database }: Context,
  code: string,
  to: Partial<Pick<Beside, "origin" | "closed_at">>,
  show: Show,
) {
  const changed = await asOwner(database, async (client) => {
    const found = await listUnions(client);
    const one = found.find((union) => union.code === code);
    if (!one) throw new Error(`There is no union ${code} here. Say: union list`);
    const next = { ...one, ...to };
    if (next.closed_at === null)
      requireFree(
        next.origin,
        found.filter((other) => other.closed_at === null),
        code,
      );
    await client.query(`update ${one.schema}.union_address set origin = $1, closed_at = $2`, [
      next.origin,
      next.closed_at,
    ]);
    await tell(client);
    return next;
  });
  show(changed, lineOf(changed));
}

/** What serves learns it within a moment. */
export const tell = (client: Owner) => client.query(TELL);

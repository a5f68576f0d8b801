import { findRoot } from "#modules/units/unit.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { nameOf } from "#platform/names.ts";
import { ownUnion } from "#platform/union.server.ts";

export type Door = { locale: string; union: string | undefined; practiceUntil: string | undefined };

/** What stands above every page before the sign-in: whose house this is, once it is named, and in which language it speaks. */
export async function doorOf({ locals }: { locals: App.Locals }): Promise<Door> {
  const root = await inReading(system, findRoot);
  return { locale: locals.locale, union: root && nameOf(root, "name"), practiceUntil: ownUnion().practiceUntil };
}

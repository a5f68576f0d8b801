import { findRoot } from "#modules/units/unit.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { home, offeredLanguages } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { ownUnion } from "#platform/union.server.ts";
import { unionShown } from "#platform/union-shown.ts";

export type Door = {
  locale: string;
  union: string | undefined;
  shortName: string;
  logo: string | null;
  languages: string[];
  /** Those that the page may be read in. */
  offered: string[];
  practiceUntil: string | undefined;
};

/** What stands above every page before the sign-in: whose house this is, once it is named, and in which language it speaks. */
export async function doorOf({ locals }: { locals: App.Locals }): Promise<Door> {
  const root = await inReading(system, findRoot);
  const { id } = home();
  const { name, shortName, logo, languages } = unionShown(locals.locale);
  return {
    locale: locals.locale,
    union: id ? name : root && nameOf(root),
    shortName,
    logo,
    languages,
    offered: offeredLanguages(),
    practiceUntil: ownUnion().practiceUntil,
  };
}

import type { NotNull } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError, requireChoice } from "#platform/errors.ts";
import { homeCountry } from "#platform/home.ts";
import { countRows } from "#platform/list.ts";
import { listOf } from "#platform/page-text.server.ts";
import { shaped } from "#platform/shape.server.ts";
import type { Named, Names } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import type { Offer, Scope, Wish } from "#platform/offer.ts";
import { addressFor, limitOf, offerOf, otherwise } from "#platform/offer.ts";
import { hasEnded, runsOn } from "#platform/running.ts";
import { holds } from "#platform/search.ts";
import { remembered } from "#platform/remembered.server.ts";
import { today } from "#platform/time.ts";
import { requirePath } from "#platform/tree.ts";
import { isClosed } from "./unit.model.ts";
import type { UnitFilter } from "./unit.filter.ts";
import { unitFilter } from "./unit.filter.ts";

const LISTED = [
  "unit.id",
  "unit.path",
  "unit.parent_id",
  "unit.kind",
  "unit.code",
  "unit.name",
  "unit.name_in",
  "unit.country_iso2",
  "unit.province_code",
  "unit.founded_on",
  "unit.closed_on",
  "unit.confidence",
] as const;

/** In the order of the tree; the cursor is the last path. */
function unitPage(work: Work, filter: UnitFilter & { limit: number }) {
  let query = matching(work, filter).select(LISTED);
  if (filter.cursor) query = query.where(sql<boolean>`unit.path > ${requirePath(filter.cursor)}::ltree`);
  const rows = query.orderBy("unit.path").limit(filter.limit + 1);
  return { rows, limit: filter.limit, cursorOf: (last: { path: string }) => last.path };
}

function matching(work: Work, filter: UnitFilter) {
  let query = work.trx.selectFrom("unit");
  if (filter.kind) query = query.where("unit.kind", "=", filter.kind);
  if (filter.below) query = query.where(sql<boolean>`unit.path <@ ${requirePath(filter.below)}::ltree`);
  if (filter.q) query = query.where(holds("unit.search_text", filter.q));
  return query;
}

export const unitList = listOf({
  filter: unitFilter,
  page: unitPage,
  count: (work: Work, filter: UnitFilter) => countRows(work, matching(work, filter).select("unit.id")),
});

/** Where a unit sits, as its papers are dated from: its province, or that of the nearest unit above it. */
export async function findSeat(work: Work, unitPath: string): Promise<Named | undefined> {
  const found = await work.trx
    .selectFrom("unit")
    .innerJoin("reference_province as province", "province.code", "unit.province_code")
    .select(["province.name", "province.name_in"])
    .$narrowType<{ name: NotNull; name_in: NotNull }>()
    .where(sql<boolean>`unit.path @> ${requirePath(unitPath)}::ltree`)
    .orderBy("unit.path", "desc")
    .orderBy("province.edition", "desc")
    .executeTakeFirst();
  return found && { name: found.name, name_in: found.name_in as Names };
}

/** The unit that an address names: by its path, or by its id or code. */
export const findNamedUnit = remembered((work, by: "path" | "unit", named: string) => {
  const column = by === "path" ? "unit.path" : /^[0-9a-f-]{36}$/.test(named) ? "unit.id" : "unit.code";
  return work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.name", "unit.name_in"])
    .where(column, "=", named)
    .executeTakeFirst();
});

export async function findUnit(work: Work, unitId: string) {
  const [unit] = await oneUnit(work, { unitId });
  return unit;
}

const oneUnit = shaped(["unitId"], (trx, { unitId }: { unitId: string }) =>
  trx.selectFrom("unit").selectAll("unit").where("unit.id", "=", unitId),
);

/** The top of the tree; none on an empty start. */
export async function findRoot(work: Work) {
  return work.trx.selectFrom("unit").selectAll("unit").where("unit.parent_id", "is", null).executeTakeFirst();
}

/** A unit that somebody chose for what is yet to be done: one that has ended is none, as choosers offer none. */
export async function requireLivingUnit(work: Work, unitId: string, field: string) {
  const unit = requireChoice(await findUnit(work, unitId), field, "rule_no_such_unit");
  if (isClosed(unit)) throw new FieldError(field, "rule_unit_ended");
  return unit;
}

export async function findUnitByCode(work: Work, code: string) {
  return work.trx.selectFrom("unit").selectAll("unit").where("unit.code", "=", code).executeTakeFirst();
}

/** All names, posts, memberships and accreditations that a unit had, has and will have; `memberOf` and `members` are those of a day. */
export async function listUnitParts(work: Work, unitId: string, day = today()) {
  const { trx } = work;
  const names = await trx
    .selectFrom("unit_name")
    .selectAll("unit_name")
    .where("unit_name.unit_id", "=", unitId)
    .orderBy("unit_name.from_on")
    .execute();
  const posts = await trx
    .selectFrom("unit_post")
    .selectAll("unit_post")
    .where("unit_post.unit_id", "=", unitId)
    .orderBy("unit_post.from_on")
    .execute();
  const joined = (its: "in_unit_id" | "member_unit_id", other: "in_unit_id" | "member_unit_id") =>
    trx
      .selectFrom("unit_membership")
      .innerJoin("unit", "unit.id", `unit_membership.${other}`)
      .select(["unit.id", "unit.name", "unit.name_in", "unit.closed_on"])
      .select(["unit_membership.from_on", "unit_membership.until_on"])
      .select("unit_membership.id as membership_id")
      .where(`unit_membership.${its}`, "=", unitId)
      .orderBy(hasEnded("unit_membership", today()))
      .orderBy("unit.path")
      .orderBy("unit_membership.from_on", (order) => order.desc().nullsLast());
  const ofDay = runsOn("unit_membership", day);
  const memberships = await joined("member_unit_id", "in_unit_id").execute();
  const memberOf = await joined("member_unit_id", "in_unit_id").where(ofDay).execute();
  const members = await joined("in_unit_id", "member_unit_id").where(ofDay).execute();
  const accreditations = await trx
    .selectFrom("unit_accreditation")
    .innerJoin("reference.country as country", "country.iso2", "unit_accreditation.country_iso2")
    .select(["country.iso2", "country.name", "country.name_in"])
    .select(["unit_accreditation.id", "unit_accreditation.from_on", "unit_accreditation.until_on"])
    .where("unit_accreditation.unit_id", "=", unitId)
    .orderBy("unit_accreditation.from_on", (order) => order.desc().nullsLast())
    .orderBy("country.name")
    .execute();
  const children = await trx
    .selectFrom("unit")
    .select(LISTED)
    .where("unit.parent_id", "=", unitId)
    .orderBy("unit.path")
    .execute();
  return { names, posts, memberships, memberOf, members, accreditations, children };
}

/** Our associations for a country, for its dossier and for anniversaries. */
export async function listUnitsOfCountry(work: Work, iso2: string) {
  return work.trx
    .selectFrom("unit")
    .select(LISTED)
    .where("unit.country_iso2", "=", iso2)
    .where("unit.kind", "!=", "mission")
    .orderBy("unit.path")
    .execute();
}

/** For choosing a unit in a form: those that are not closed, missions only where they are asked for; in the order of the tree. */
export async function offerUnits(work: Work, wish: Wish, scope: Scope = {}): Promise<Offer> {
  const all = work.trx.selectFrom("unit").select(["unit.id", "unit.name", "unit.name_in", "unit.search_text"]);
  let query = all.where("unit.closed_on", "is", null);
  if (!scope.missions) query = query.where("unit.kind", "!=", "mission");
  if (scope.below) query = query.where(sql<boolean>`unit.path <@ ${requirePath(scope.below)}::ltree`);
  if (scope.without) query = query.where("unit.id", "!=", scope.without);
  if (wish.q) query = query.where(holds("unit.search_text", wish.q));
  const rows = await query.orderBy("unit.path").limit(limitOf(wish)).execute();
  const chosen = wish.chosen.length === 0 ? [] : await all.where("unit.id", "in", wish.chosen).execute();
  const option = (one: Named & { id: string; search_text: string | null }) => {
    const label = nameOf(one);
    const also = otherwise(label, [one.name, ...Object.values(one.name_in)], one.search_text ?? "");
    return { value: one.id, label, also };
  };
  return offerOf(wish, { rows: rows.map(option), chosen: chosen.map(option), from: addressFor("units", scope) });
}

/** Units by which lists are read and reports made: those that are not closed, in the order of the tree. */
export async function listUnitChoices(work: Work, below?: string) {
  let query = work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.name", "unit.name_in", "unit.kind", "unit.path"])
    .where("unit.closed_on", "is", null);
  if (below) query = query.where(sql<boolean>`unit.path <@ ${below}::ltree`);
  return query.orderBy("unit.path").execute();
}

/** A province of any edition: the tree keeps units of those that were merged. */
export async function findProvince(work: Work, code: string) {
  return work.trx
    .selectFrom("reference.province as province")
    .select("province.code")
    .where("province.code", "=", code)
    .where((eb) => eb.or([eb("province.home", "is", null), eb("province.home", "=", homeCountry())]))
    .limit(1)
    .executeTakeFirst();
}

import type { Selectable } from "kysely";
import { sql } from "kysely";
import { findOwed } from "#modules/exchanges/exchange.queries.server.ts";
import type { Placed, Tree } from "#modules/units/unit-place.queries.server.ts";
import { isInTree, readTree, withPlaces } from "#modules/units/unit-place.queries.server.ts";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { keptCount } from "#platform/kept.server.ts";
import type { Partner } from "#platform/schema.gen.ts";
import { countRows, pageOf } from "#platform/list.ts";
import { nameIn } from "#platform/names.server.ts";
import type { Named } from "#platform/names.ts";
import type { Offer, Option, Scope, Wish } from "#platform/offer.ts";
import { addressFor, limitOf, offerOf, otherwise } from "#platform/offer.ts";
import { isOpenOutside } from "#platform/outside.ts";
import { beginsWith, holds } from "#platform/search.ts";
import { addDays, today } from "#platform/time.ts";
import { TOTAL } from "#platform/total.ts";
import { shaped } from "#platform/shape.server.ts";
import { isAmong, requirePath } from "#platform/tree.ts";
import type { PartnerFilter } from "./partner.filter.ts";
import { PARTNER_CURSOR, partnerFilter } from "./partner.filter.ts";

const LISTED = [
  "partner.id",
  "partner.kind",
  "partner.status",
  "partner.name",
  "partner.name_in",
  "partner.country_iso2",
  "partner.city",
  "partner.last_contact_on",
  "partner.unit_id",
  "partner.version",
] as const;

/** Answered by calls and exports, where a partner without a Vietnamese name has none. */
const NAME_VI = sql<string | null>`partner.name_in ->> 'vi'`.as("name_vi");

const MARKS = {
  name: sql<string>`partner.name`,
  last_contact: sql<string>`coalesce(partner.last_contact_on, '-infinity')::text`,
  begins: sql<string>`partner.name_words`,
  holds: sql<string>`''`,
};

/** By name in Vietnamese order or by last contact; what was looked for by what begins with it, then the newest that hold it. */
export async function listPartners(work: Work, filter: PartnerFilter & { limit: number }) {
  const asked = filter.sort === "last_contact" ? "last_contact" : filter.q ? "begins" : "name";
  const [way, value, id] = cursorOf(filter.cursor) ?? [asked, undefined, undefined];
  const most = filter.limit + 1;
  const rows = await rowsOf(work, filter, { way, value, id, most });
  if (way === "begins" && rows.length < most)
    rows.push(...(await rowsOf(work, filter, { way: "holds", most: most - rows.length })));
  const page = pageOf(rows, filter.limit, (last) => `${last.way}:${last.mark},${last.id}`);
  const known = await nextSteps(work, page.items);
  return { ...page, items: page.items.map(({ mark: _m, way: _w, ...row }) => ({ ...row, ...known(row.id) })) };
}

/** Partners with all that this reader may see of them; some fields come along no other way (docs/rights.md). */
const whole = (ids: readonly string[]) => sql<Selectable<Partner>>`partner_whole(${ids}::uuid[])`.as("partner");

async function nextSteps(work: Work, rows: readonly { id: string }[]) {
  const ids = rows.map((row) => row.id);
  const found = await work.trx
    .selectFrom(whole(ids))
    .select(["partner.id", "partner.next_step", "partner.next_step_on"])
    .execute();
  const byId = new Map(found.map(({ id, ...next }) => [id, next]));
  return (id: string) => byId.get(id) ?? { next_step: null, next_step_on: null };
}

export const partnerList = { filter: partnerFilter, list: listPartners, count: countPartners };

type Way = keyof typeof MARKS;

function cursorOf(cursor: string | undefined): [way: Way, value: string, id: string] | undefined {
  const [, way, value, id] = PARTNER_CURSOR.exec(cursor ?? "") ?? [];
  return way && id ? [way as Way, value ?? "", id] : undefined;
}

type Place = { way: Way; value?: string | undefined; id?: string | undefined; most: number };

async function rowsOf(work: Work, filter: PartnerFilter, { way, value, id, most }: Place) {
  const bySearch = way === "begins" || way === "holds";
  let query = matching(work, await placed(work, bySearch ? { ...filter, q: undefined } : filter));
  if (way === "begins") query = query.where(beginsWith("partner.name_words", filter.q ?? ""));
  if (way === "holds")
    query = query
      .where(holds("partner.search_text", filter.q ?? ""))
      .where((where) => where.not(beginsWith("partner.name_words", filter.q ?? "")));
  if (id && way === "name")
    query = query.where(sql<boolean>`(partner.name collate "vi-x-icu", partner.id) > (${value}, ${id})`);
  if (id && way === "begins")
    query = query.where(sql<boolean>`(partner.name_words collate "C", partner.id) > (${value}, ${id})`);
  if (id && way === "holds") query = query.where("partner.id", "<", id);
  if (id && way === "last_contact")
    query = query.where(
      sql<boolean>`(coalesce(partner.last_contact_on, '-infinity'), partner.id) < (${value}::date, ${id})`,
    );
  if (way === "name") query = query.orderBy(sql`partner.name collate "vi-x-icu"`).orderBy("partner.id");
  if (way === "begins") query = query.orderBy(sql`partner.name_words collate "C"`).orderBy("partner.id");
  if (way === "last_contact") query = query.orderBy(sql`coalesce(partner.last_contact_on, '-infinity') desc`);
  if (way === "holds" || way === "last_contact") query = query.orderBy("partner.id", "desc");
  return query
    .innerJoin("unit", "unit.id", "partner.unit_id")
    .select([...LISTED, "unit.name as unit_name", "unit.name_in as unit_name_in", NAME_VI])
    .select([MARKS[way].as("mark"), sql.lit(way).as("way")])
    .limit(sql.lit(most))
    .execute();
}

export function countPartners(work: Work, filter: PartnerFilter, most?: number): Promise<number> {
  // What is done with a partner moves its day of last contact, and so does the passing of time.
  const kinds = ["partner", "activity", "delegation", "note"] as const;
  const kept = filter.silent ? { ...filter, today: today() } : filter;
  return keptCount(work, { kinds, filter: kept, most }, async () =>
    countRows(work, matching(work, await placed(work, filter)).select("partner.id"), most),
  );
}

/** All of a country that the transaction may see: never the total that one reader's list remembers. */
export async function countPartnersOf(work: Work, country: string, knownTo?: string): Promise<number> {
  const filter = await placed(work, { country, known_to: knownTo });
  return countRows(work, matching(work, filter).select("partner.id"));
}

type PlacedPartners = Placed<PartnerFilter> & { knowing: Tree | undefined };

async function placed(work: Work, filter: PartnerFilter): Promise<PlacedPartners> {
  const knowing = filter.known_to ? await readTree(work, requirePath(filter.known_to)) : undefined;
  return { ...(await withPlaces(work, filter)), knowing };
}

/** Registered in a tree, or worked with there: by one of its units, or in what one of them hosted. */
function isKnownIn(tree: Tree) {
  return sql<boolean>`(${isInTree("partner.unit_path", tree)} or partner.id in (select partner_fact.record_id
    from partner_fact, unnest(partner_fact.host_paths) as host (path) where ${isInTree("host.path", tree)}))`;
}

function matching(work: Work, filter: PlacedPartners) {
  let query = work.trx.selectFrom("partner");
  if (filter.kind) query = query.where("partner.kind", "=", filter.kind);
  if (filter.are) query = query.where("partner.kind", filter.are === "persons" ? "=" : "!=", "individual_friend");
  if (filter.status) query = query.where("partner.status", "=", filter.status);
  if (filter.country) query = query.where("partner.country_iso2", "=", filter.country);
  const { places, left } = filter;
  if (places) query = query.where(isInTree("partner.unit_path", { places, left }));
  if (filter.knowing) query = query.where(isKnownIn(filter.knowing));
  if (filter.silent)
    query = query.where(sql<boolean>`coalesce(partner.last_contact_on, '-infinity') < ${addDays(today(), -365)}::date`);
  if (filter.q) query = query.where(holds("partner.search_text", filter.q));
  if (work.actor.reach === "outside") query = query.where(isOpenOutside("partner", work.actor));
  return query;
}

export function findPartner(work: Work, partnerId: string) {
  return work.trx
    .selectFrom(whole([partnerId]))
    .innerJoin("unit", "unit.id", "partner.unit_id")
    .innerJoin("reference.country as country", "country.iso2", "partner.country_iso2")
    .selectAll("partner")
    .select([
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
      "country.name as country_name",
      "country.name_in as country_name_in",
      // As calls have always read them.
      nameIn("country.name", "vi").as("country_vi"),
      nameIn("country.name", "en").as("country_en"),
      NAME_VI,
    ])
    .executeTakeFirst();
}

export function findSuggestion(work: Work, place: { partnerId: string; suggestionId: string }) {
  return findOwed(work, place.suggestionId, { kinds: ["suggestion"], subject_id: place.partnerId });
}

export async function listPartnerParts(work: Work, partnerId: string) {
  const { trx } = work;
  const names = await trx
    .selectFrom("partner_name")
    .selectAll("partner_name")
    .where("partner_name.partner_id", "=", partnerId)
    .orderBy("partner_name.kind")
    .orderBy("partner_name.id")
    .execute();
  const relations = await trx
    .selectFrom("partner_relation")
    .innerJoin("partner", "partner.id", "partner_relation.other_partner_id")
    .select([
      "partner_relation.id",
      "partner_relation.kind",
      "partner_relation.from_on",
      "partner_relation.until_on",
      "partner.id as other_id",
      "partner.name as other_name",
    ])
    .where("partner_relation.partner_id", "=", partnerId)
    .orderBy("partner.name")
    .orderBy("partner_relation.id")
    .execute();
  const events = await trx
    .selectFrom("partner_event")
    .selectAll("partner_event")
    .where("partner_event.partner_id", "=", partnerId)
    .orderBy("partner_event.on_date", "desc")
    .orderBy("partner_event.id")
    .execute();
  return { names, relations, events };
}

/** What partners are called, for whoever sees something that names them. */
export async function listPartnerNames(work: Work, ids: string[]): Promise<Map<string, string>> {
  const query = work.trx.selectFrom("partner").select(["partner.id", "partner.name"]).where("partner.id", "in", ids);
  return new Map((await asSystem(work, query.compile())).map((one) => [one.id, one.name]));
}

/** Contact points; asked only where the policy allows. */
export async function listContactPoints(work: Work, partnerId: string) {
  return work.trx
    .selectFrom("partner_contact_point")
    .selectAll("partner_contact_point")
    .where("partner_contact_point.partner_id", "=", partnerId)
    .orderBy("partner_contact_point.id")
    .execute();
}

/** For choosing a partner in a form: active ones, of these countries if any are said; what is chosen already whatever it is. */
export async function offerPartners(work: Work, wish: Wish, scope: Scope = {}): Promise<Offer> {
  const all = work.trx
    .selectFrom("partner")
    .innerJoin("reference.country as country", "country.iso2", "partner.country_iso2")
    .select(["partner.id", "partner.name", "partner.name_in", "partner.other_names", "partner.search_text"])
    .select(nameIn("country.name").as("country_name"));
  let query = all.where("partner.status", "=", "active");
  if (scope.countries?.length) query = query.where("partner.country_iso2", "in", scope.countries);
  if (scope.without) query = query.where("partner.id", "!=", scope.without);
  if (wish.q)
    query = query
      .where(holds("partner.search_text", wish.q))
      .orderBy(beginsWith("partner.name_words", wish.q), (order) => order.desc().nullsLast());
  const rows = await query.orderBy("partner.name").orderBy("partner.id").limit(limitOf(wish)).execute();
  const chosen = wish.chosen.length === 0 ? [] : await all.where("partner.id", "in", wish.chosen).execute();
  return offerOf(wish, { rows: rows.map(asOption), chosen: chosen.map(asOption), from: addressFor("partners", scope) });
}

type Offerable = Named & { id: string; country_name: string; other_names: string; search_text: string | null };

function asOption(one: Offerable): Option {
  const label = `${one.name} (${one.country_name})`;
  const names = [one.name, ...Object.values(one.name_in), ...one.other_names.split(" · ")];
  return { value: one.id, label, also: otherwise(label, names, one.search_text ?? "") };
}

/** Partners whose next step has come, of the acting unit and below. */
export const listNextSteps = (work: Work, until: string, limit: number) =>
  stepsDue(work, { until, limit, paths: ownPaths(work.actor) });

type Until = { until: string; limit: number; paths: string[] };

const stepsDue = shaped(["until", "limit", "paths"], (trx, { until, limit, paths }: Until) => {
  const due = sql<{ id: string; next_step: string; next_step_on: string }>`partner_next_steps(${until})`.as("due");
  return trx
    .selectFrom("partner")
    .innerJoin(due, "due.id", "partner.id")
    .select(["partner.id", "partner.name", "due.next_step", "due.next_step_on as on", TOTAL])
    .where("partner.status", "!=", "closed")
    .where(isAmong(paths, "partner.unit_path"))
    .orderBy("due.next_step_on")
    .limit(limit);
});

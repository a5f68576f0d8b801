import { beforeAll, expect, test } from "vitest";
import { offerSeries } from "#modules/activities/series.queries.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import type { Option } from "#platform/offer.ts";
import { otherwise } from "#platform/offer.ts";
import { meant, ranked } from "#platform/ranking.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
const OFFERS = { partners: offerPartners, units: offerUnits, series: offerSeries };
const WORDS = [
  "hội",
  "phap",
  "hoà bình",
  "hội hữu nghị pháp",
  "HAUFO",
  "VUFO",
  "DAFO",
  "association",
  "europe",
  "日本",
  "gap go",
  "HHNVN",
];
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    await client.query(`insert into partner (kind, name, name_in, other_names, country_iso2, unit_id, unit_path)
      select 'foundation', 'Fondation Mékong', '{"vi": "Quỹ Mê Công hữu nghị", "ja": "日本メコン財団"}', 'Old Mekong Trust', 'JP', id, path
      from unit where code = 'vufo'`);
  });
});

const offered = (what: keyof typeof OFFERS, q = "") =>
  inReading(office, (work) => inLocale("vi", () => OFFERS[what](work, { q, chosen: [] })));

test.each(["partners", "units", "series"] as const)("%s: typing finds what the search finds", async (what) => {
  const all = (await offered(what)).options;
  for (const word of WORDS) {
    const found = (await offered(what, word)).options.map((one) => one.label);
    const typed = new Set(ranked(all, word).map((one) => one.label));
    expect([word, found.filter((label) => !typed.has(label))]).toEqual([word, []]);
  }
});

test("a partner is found by every name and by its country, never by a code; a unit by what it is called for short", async () => {
  const partners: Option[] = (await offered("partners")).options;
  for (const typed of ["quỹ mê công h", "日本メコン財団", "old mekong trust", "Fondation Mékong"])
    expect(meant(partners, typed)?.label).toBe("Fondation Mékong (Nhật Bản)");
  expect(partners.filter((one) => /\([A-Z]{2}\)$/.test(one.label))).toEqual([]);
  const units = (await offered("units")).options;
  expect(meant(units, "HAUFO")?.label).toBe("Liên hiệp các tổ chức hữu nghị thành phố Hà Nội");
  expect(meant(units, "vufo")?.label).toBe("Liên hiệp các tổ chức hữu nghị Việt Nam");
});

test("other names are said once, without what is said already", () => {
  expect(otherwise("Hội A (HA)", ["Hội A (HA)", "A", ""], " hoi a =QHQAQB =QXQY XABC")).toEqual([
    "A",
    "HA",
    "HAB",
    "XY",
  ]);
});

import { beforeAll, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import { beginUnion, makeFirstKey } from "#modules/access/first.commands.server.ts";
import { addDaysOff } from "#modules/reference/reference-days.commands.server.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { listFactPacks } from "#modules/reference/reference-pack.queries.server.ts";
import { refreshFacts } from "#modules/reference/reference.commands.server.ts";
import { listProvinces } from "#modules/reference/reference.queries.server.ts";
import { foundUnits, lookAtUnits } from "#modules/units/unit-lines.commands.server.ts";
import { unitList } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { FieldError, ForbiddenError, NotFoundError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { NEUTRAL, home, setHome } from "#platform/home.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { beAtHome, findIdentity } from "./identity.queries.server.ts";
import { bringPack, endSetUp, plantPack, sayPart, sayPlace, sayWithoutMail } from "./set-up.commands.server.ts";
import { papersStepForm, placeStepForm, unionStepForm } from "./set-up.forms.ts";

const database = useDatabase("empty");
let administrator: Actor;
let others: Actor[];
beforeAll(async () => {
  setHome(NEUTRAL);
  await asOwner(database.ownerUrl(), refreshFacts);
  const first_key = (await inWork(system, makeFirstKey)) ?? "";
  const union = { kind: "union", code: "choirs", name: "Choirs of Ireland", name_in: {} };
  const first = { name: "Nora", email: "nora@choirs.example", password: "a-long-enough-password", first_key };
  await inWork(system, (work) => beginUnion(work, first, union));
  const found = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string }>("select id from auth_user"),
  );
  administrator = (await findActor(found.rows[0]?.id ?? "", undefined)) as Actor;
});

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (refused: unknown) => refused,
  );
const find = () => inReading(administrator, findIdentity);
const bring = (pack: string, actor = administrator) => inWork(actor, (work) => bringPack(work, pack));
const place = async (values: object) => {
  const { version } = await find();
  const languages = { language: "en", language_international: "en" };
  const input = placeStepForm.parse({ ...languages, currency: "", zone: "", week_starts: "", version, ...values });
  return inWork(administrator, (work) => sayPlace(work, input));
};

test("nothing else is said before the union has its name", async () => {
  const rule = (refused: unknown) => (refused instanceof RuleError ? refused.code : refused);
  expect(rule(await refusal(place({ country: "IE" })))).toBe("rule_union_first");
  expect(rule(await refusal(inWork(administrator, endSetUp)))).toBe("rule_union_first");
  expect(rule(await refusal(bring("vietnam")))).toBe("rule_union_first");
  expect(await inReading(administrator, (work) => listProvinces(work, 2025))).toEqual([]);
});

test("each step leaves what the others said, and a stale one shows what stands", async () => {
  const union = { name: "Choirs of Ireland", name_in: "", short_name: "Choirs", short_name_in: "", seal: "CI" };
  const said = unionStepForm.parse({ ...union, seat: "Cork", seat_in: "", accent: "", version: 0 });
  await inWork(administrator, (work) => sayPart(work, said));
  expect(await refusal(inWork(administrator, (work) => sayPart(work, said)))).toBeInstanceOf(StaleError);
  await place({ country: "IE", currency: "EUR" });
  expect(await find()).toMatchObject({
    ...{ name: "Choirs of Ireland", short_name: "Choirs", seat: "Cork", country: "IE", currency: "EUR" },
    ...{ zone: "Europe/Dublin", week_starts: 1, is_set_up: false, version: 2 },
  });
});

test("a country of several clocks asks for one; the week follows the country where nobody says it", async () => {
  const refused = (await refusal(place({ country: "US" }))) as FieldError;
  expect([refused.fields, refused.code]).toEqual([["zone"], "error_zone_several"]);
  await place({ country: "US", zone: "America/Denver" });
  expect(await find()).toMatchObject({ zone: "America/Denver", week_starts: 7 });
  await place({ country: "IE" });
  expect(await find()).toMatchObject({ zone: "Europe/Dublin", week_starts: 1 });
});

test("papers follow the language until their layout is said; the place leaves what was said", async () => {
  const layout = async () => (await find()).paper_layout;
  expect(await layout()).toBe("plain");
  await place({ country: "IE", language: "vi" });
  expect(await layout()).toBe("decree_30_2020");
  const { version } = await find();
  await inWork(administrator, (work) => sayPart(work, papersStepForm.parse({ paper_layout: "plain", version })));
  await place({ country: "IE", language: "vi", currency: "EUR" });
  expect(await layout()).toBe("plain");
  await place({ country: "IE", language: "en" });
  const english = papersStepForm.parse({ paper_layout: "decree_30_2020", version: (await find()).version });
  const refused = (await refusal(inWork(administrator, (work) => sayPart(work, english)))) as FieldError;
  expect([refused.fields, refused.code]).toEqual([["paper_layout"], "rule_paper_layout"]);
  expect(papersStepForm.safeParse({ paper_layout: "", version }).success).toBe(false);
});

test("days off are pasted all or none, twice makes nothing twice, and their years are then known", async () => {
  await beAtHome();
  const paste = (lines: string) => inWork(administrator, (work) => addDaysOff(work, { lines, source: "Act of 1997" }));
  const refused = (await refusal(paste("2027-01-01 New Year\nEaster Monday"))) as FieldError;
  expect([refused.code, refused.details.line]).toEqual(["rule_day_line", 2]);
  expect(await paste("2027-01-01 New Year\n2027-03-17 St Patrick's Day")).toBe(2);
  expect(await paste("2027-01-01 New Year\n2027-03-17 St Patrick's Day")).toBe(0);
  expect(await inReading(administrator, (work) => findCalendarEnd(work, "ie"))).toBe("2027-12-31");
});

test("a tree comes from lines; the same lines again, and by two at once, make nothing twice", async () => {
  const lines = "Munster\n  Cork\n  Kerry\nLeinster";
  const found = () =>
    inWork(administrator, async (work) => {
      const { made } = await foundUnits(work, { parent_id: undefined, kind: "chapter", lines });
      return made;
    });
  expect((await Promise.all([found(), found()])).toSorted((one, other) => one - other)).toEqual([0, 4]);
  expect(await found()).toBe(0);
  const units = await inReading(administrator, (work) => unitList.list(work, { limit: 10 }));
  expect(units.items.map((one) => one.path)).toEqual([
    ...["choirs", "choirs.leinster", "choirs.munster", "choirs.munster.cork", "choirs.munster.kerry"],
  ]);
});

test("units of one list bear kinds of their own, by the union's words; a word that is no kind is named with its line", async () => {
  const found = (lines: string) =>
    inWork(administrator, (work) => foundUnits(work, { parent_id: undefined, kind: "chapter", lines }));
  const refused = (await refusal(found("Ulster | Choral"))) as FieldError;
  expect([refused.code, refused.details]).toEqual(["rule_unit_line_kind", { line: 1, from: "lines", value: "Choral" }]);
  expect(await found("Ulster | provincial_union\n  Antrim")).toEqual({ made: 2, otherwise: 0 });
  const units = await inReading(administrator, (work) =>
    work.trx
      .selectFrom("unit")
      .select(["name", "kind"])
      .where("name", "in", ["Ulster", "Antrim"])
      .orderBy("name")
      .execute(),
  );
  expect(units).toEqual([
    { name: "Antrim", kind: "chapter" },
    { name: "Ulster", kind: "provincial_union" },
  ]);
});

test("what a sheet would found is seen before, and its lines found just that", async () => {
  const look = (lines: { number: number; name: string; depth: number; kind?: string }[]) =>
    inReading(administrator, (work) => lookAtUnits(work, { kind: "chapter", lines }));
  const seen = await look([
    { number: 4, name: "CHOIRS OF IRELAND", depth: 0, kind: "union" },
    { number: 5, name: "Munster", depth: 1, kind: "committee" },
    { number: 5, name: "Limerick", depth: 2 },
    { number: 6, name: "Connacht", depth: 1 },
    { number: 7, name: "Galway", depth: 2 },
    { number: 9, name: "Connacht", depth: 1, kind: "provincial_union" },
  ]);
  const called = (one: typeof seen.tree): unknown[] => [
    one.name,
    one.kind,
    one.state,
    one.said,
    ...one.below.map(called),
  ];
  const munster = seen.tree.below.find((one) => one.name === "Munster");
  expect(seen).toMatchObject({ count: 3, tree: { name: "Choirs of Ireland", state: "top" } });
  expect(munster && called(munster)).toEqual([
    ...["Munster", "chapter", "there", "committee"],
    ["Limerick", "chapter", "new", undefined],
  ]);
  expect(seen.lines).toBe("Munster\n\tLimerick\nConnacht | Provincial union\n\tGalway");
  const count = () => inReading(administrator, (work) => unitList.list(work, { limit: 50 }));
  const before = (await count()).items.length;
  const found = (lines: string) =>
    inWork(administrator, (work) => foundUnits(work, { parent_id: undefined, kind: "chapter", lines }));
  expect(await found(seen.lines)).toEqual({ made: 3, otherwise: 0 });
  expect((await count()).items.length).toBe(before + 3);
  expect((await look([{ number: 2, name: "munster", depth: 0 }])).count).toBe(0);
  // Typed as lines the union is no second one either, and a kind that something else is of is counted.
  expect(await found("Choirs of Ireland\n\tMunster\tCommittee\n\tDonegal\nDonegal | Committee")).toEqual({
    made: 1,
    otherwise: 1,
  });
});

test.each([
  [[{ number: 5, name: "Sligo", depth: 0, kind: "union" }], "rule_unit_line_kind_below", 5],
  [[{ number: 6, name: "Sligo", depth: 0, unknownKind: "Chior" }], "rule_unit_line_kind", 6],
  [[{ number: 7, name: "x".repeat(301), depth: 0 }], "rule_unit_line_long", 7],
  [
    [
      { number: 8, name: "Sligo", depth: 0, kind: "committee" },
      { number: 9, name: "Sligo", depth: 0, kind: "press" },
    ],
    "rule_unit_line_kinds",
    9,
  ],
])("a row of a sheet that cannot be taken is refused by its number: %j", async (lines, code, line) => {
  const refused = await refusal(inReading(administrator, (work) => lookAtUnits(work, { kind: "chapter", lines })));
  expect(refused).toMatchObject({ code, fields: ["file"], details: { line, from: "file" } });
});

test("units below the union are of kinds that it has", async () => {
  const look = (kind: "union" | "chapter", said = "chapter") =>
    inReading(administrator, (work) =>
      lookAtUnits(work, { kind, lines: [{ number: 1, name: "Sligo", depth: 0, kind: said }] }),
    );
  expect(await refusal(look("union"))).toMatchObject({ code: "rule_unit_kind_below", fields: ["kind"] });
  const { kinds, ...rest } = home();
  setHome({ ...rest, kinds: ["union", "chapter"] });
  const refused = await refusal(look("chapter", "press"));
  setHome({ ...rest, kinds });
  expect(refused).toMatchObject({ code: "rule_unit_line_kind_below" });
  expect((await look("chapter", "press")).count).toBe(1);
});

test("a pack says what it holds before it is brought; brought twice it is there once, and the history has who brought it", async () => {
  const packs = await inReading(administrator, (work) => listFactPacks(work, "VN"));
  expect(packs.map((one) => [one.pack, one.country, one.loaded_at !== null])).toEqual([
    ["world", null, true],
    ["vietnam", "VN", false],
  ]);
  const files = Object.fromEntries((packs[1]?.files ?? []).map((one) => [one.file, one]));
  expect(files.provinces).toMatchObject({ count: 97, open: null, isTree: false });
  expect(files["foreign-ngos"]?.open).toBeGreaterThan(200);
  expect(files["units-vn"]?.isTree).toBe(true);
  expect(packs.flatMap((one) => one.files).every((one) => one.source.length > 20)).toBe(true);
  // Choirs in Ireland have no use for it: it is offered to who is at home there.
  expect(await refusal(bring("vietnam"))).toBeInstanceOf(NotFoundError);
  await place({ country: "VN" });
  const rows = await bring("vietnam");
  expect(rows).toBeGreaterThan(500);
  expect(await bring("vietnam")).toBe(rows);
  expect(await inReading(administrator, (work) => listProvinces(work, 2025))).toHaveLength(34);
  const told = await inReading(administrator, async (work) => listHistory(work, (await findIdentity(work)).id ?? ""));
  expect(told.filter((one) => one.action === "fact_pack_brought").map((one) => one.user_name)).toEqual([
    "Nora",
    "Nora",
  ]);
  // Due days follow from the days off that came with it.
  const { rows: jobs } = await asOwner(database.ownerUrl(), (client) =>
    client.query("select from amity_jobs.job where name = 'derived.prove' and data ->> 'because' = 'calendars'"),
  );
  expect(jobs.length).toBeGreaterThan(0);
  expect(await refusal(bring("mars"))).toBeInstanceOf(Error);
  // After an upgrade what was brought is brought anew, and a tree is planted only where none grows.
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("update reference.province set name = 'old'");
    await refreshFacts(client);
    expect((await client.query("select from reference.province where name = 'old'")).rowCount).toBe(0);
  });
  expect(await refusal(inWork(administrator, (work) => plantPack(work, "vietnam")))).toBeInstanceOf(RuleError);
});

test("none of it is anybody else's, by no command and by no SQL", async () => {
  others = [
    await aPerson("office", "choirs"),
    await aPerson("leader", "choirs"),
    await aPerson("administrator", "cork"),
    await aPerson("partner", "choirs"),
  ];
  for (const actor of [...others, anonymous]) {
    const plant = () => inWork(actor, (work) => plantPack(work, "vietnam"));
    for (const run of [() => bring("vietnam", actor), plant, () => inWork(actor, endSetUp)])
      expect([actor.role, await refusal(run())]).toEqual([actor.role, expect.any(ForbiddenError)]);
    for (const sql of [
      "select bring_fact_pack('vietnam')",
      "update reference.fact_pack set rows = '[]'",
      "delete from reference.country",
    ])
      expect(String(await refusal(inWork(actor, ({ client }) => client.query(sql))))).toMatch(/permission denied/);
  }
  // Nor does the administrator say what is in one.
  for (const sql of [
    "update reference.fact_pack set rows = '[]'",
    "insert into reference.province select * from reference.province",
  ])
    expect(String(await refusal(inWork(administrator, ({ client }) => client.query(sql))))).toMatch(
      /permission denied/,
    );
});

test("that no letters are sent is said once, by who says the rest, and can be taken back", async () => {
  const say = (is_without_mail: boolean, actor = administrator) =>
    inWork(actor, (work) => sayWithoutMail(work, is_without_mail));
  await say(true);
  await say(true);
  expect(await find()).toMatchObject({ is_without_mail: true });
  await say(false);
  const told = await inReading(administrator, async (work) => listHistory(work, (await findIdentity(work)).id ?? ""));
  expect(told.slice(0, 2).map((one) => one.action)).toEqual(["mail_wanted", "mail_left_out"]);
  expect(told.filter((one) => one.action === "mail_left_out")).toHaveLength(1);
  for (const actor of [...others, anonymous]) expect(await refusal(say(true, actor))).toBeInstanceOf(ForbiddenError);
});

test("the first day ends once", async () => {
  await inWork(administrator, endSetUp);
  const { version } = await find();
  await inWork(administrator, endSetUp);
  const { id } = await find();
  expect(await find()).toMatchObject({ is_set_up: true, version });
  const told = await inReading(administrator, (work) => listHistory(work, id ?? ""));
  expect(told.filter((one) => one.action === "set_up_ended")).toHaveLength(1);
});

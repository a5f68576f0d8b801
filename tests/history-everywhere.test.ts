import fs from "node:fs";
import { beforeAll, expect, test } from "vitest";
import {
  correctFact,
  addFact,
  takeBackCorrection,
  takeOutFact,
} from "#modules/reference/reference-fact.commands.server.ts";
import { FACT_FORMS, toForm } from "#modules/reference/reference-fact.forms.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { FACT_KINDS, MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { listFacts } from "#modules/reference/reference-fact.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { fieldInWords, valueInWords } from "#platform/history-values.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** What the history tells of every kind of subject is in words: no name of a column, no key of a value, in either language. */
const database = useDatabase("demo");
let administrator: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
});

const NEW: Partial<Record<FactKind, object>> = {
  days: { on_date: "2027-03-03", kind: "swap_working", name: "Làm bù", name_in: { en: "In exchange" } },
  missions: { host_iso2: "PY", city: "Asunción", kind: "consulate general", accredited_iso2: ["BO"] },
};
const source = "Công văn 12/LHHN";

async function told(language: "vi" | "en", where: (line: { subject_kind: string }) => boolean) {
  return inReading(system, (work) =>
    inLocale(language, async () => {
      const lines = await work.trx
        .selectFrom("history")
        .select(["id", "at", "user_name", "action", "subject_kind", "subject_id", "before", "after"])
        .orderBy("id", "desc")
        .execute();
      return tellHistory(work, lines.filter(where));
    }),
  );
}

const KEY =
  /[0-9a-f]{8}-[0-9a-f]{4}-|\b[a-z0-9]+_[a-z0-9_]+\b|undefined|\[object|\bnull\b|“[A-Z]{1,2}”|“(recall|day|year|vn|derived|reported|embassy)”/;

test.each(FACT_KINDS)("facts: what is done with %s is told in words", async (kind) => {
  const write = <Result>(run: Parameters<typeof inWork<Result>>[1]) => inWork(administrator, run);
  const [first] = await inReading(administrator, (work) => listFacts(work, kind, { year: "2026" }));
  const key = first?.key ?? "";
  const typed = {
    ...toForm(kind, first as never),
    source,
    is_confirmed: true,
    national_day: "14/7",
    capital: "Hà Thành",
    note: "y",
  };
  const input = FACT_FORMS[kind].form.parse({ ...typed, ...(kind === "provinces" && { name: "Tỉnh mới" }) });
  await write((work) => correctFact(work, kind, key, input));
  if (MAY_BE_ADDED.includes(kind)) {
    const made = NEW[kind] && FACT_FORMS[kind].form.parse({ ...NEW[kind], source, version: 0 });
    if (made) await write((work) => addFact(work, kind, made));
    await write((work) => takeOutFact(work, kind, key, { source, version: 1 } as never));
  }
  const { version } = await inReading(administrator, (work) =>
    work.trx
      .selectFrom("reference_correction")
      .select("version")
      .where("kind", "=", kind)
      .where("key", "=", key)
      .executeTakeFirstOrThrow(),
  );
  await write((work) => takeBackCorrection(work, kind, key, version));
  for (const language of ["vi", "en"] as const) {
    const lines = await told(language, (line) => line.subject_kind === "reference_correction");
    expect(lines.length).toBeGreaterThan(1);
    const said = lines.flatMap((line) => [line.sentence, line.title ?? "", ...line.changes]);
    expect(said.filter((one) => KEY.test(one) || /^[a-z0-9_]+:/.test(one))).toEqual([]);
    expect(lines.filter((line) => !line.title)).toEqual([]);
  }
});

test.each(["vi", "en"] as const)(
  "in %s every field of the demo's history has a name, and every act its words",
  async (language) => {
    const lines = await told(language, () => true);
    expect(lines.length).toBeGreaterThan(500);
    const bare = lines.flatMap((line) =>
      line.changes.filter((one) => /(^| · )[a-z][a-z0-9_]*(:| \()/.test(one.split(": ")[0] + ":")),
    );
    expect([...new Set(bare)].slice(0, 20)).toEqual([]);
    if (language === "vi")
      expect(
        [...new Set(lines.map((line) => line.sentence.split(":")[0]))].filter((one) => !one?.startsWith("đã ")),
      ).toEqual([]);
    expect(
      lines
        .flatMap((line) => line.changes)
        .filter((one) => KEY.test(one))
        .slice(0, 20),
    ).toEqual([]);
  },
);

test("every word of the history begins with “đã” in Vietnamese", () => {
  const words = JSON.parse(fs.readFileSync("messages/vi.json", "utf8")) as Record<string, unknown>;
  const acts = [...fs.readdirSync("src/modules", { recursive: true, encoding: "utf8" })]
    .filter((name) => name.endsWith(".server.ts"))
    .flatMap((name) => [
      ...fs
        .readFileSync(`src/modules/${name}`, "utf8")
        .matchAll(/action: "([a-z_]+)"|"([a-z]+_(?:added|changed|removed))"/g),
    ])
    .map(([, one, other]) => one ?? other ?? "");
  expect(acts.length).toBeGreaterThan(30);
  const told = Object.entries(words).filter(([key]) =>
    acts.some((act) => new RegExp(`^history_(.+_)?${act}$`).test(key)),
  );
  expect(told.filter(([, said]) => !String(said).startsWith("đã "))).toEqual([]);
});

test("who can see a record, saved as it was, is no act", async () => {
  const office = await aPerson("office", "vufo");
  const linesOf = (id: string) =>
    inReading(
      office,
      async (work) => (await listHistory(work, id)).filter((line) => line.action === "sharing_changed").length,
    );
  const { id, version } = await inReading(office, (work) =>
    work.trx
      .selectFrom("delegation")
      .select(["id", "version"])
      .where("visibility", "=", "unit")
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
  const save = (values: object) =>
    inWork(office, (work) => changeSharing(work, ["delegation", id], sharingForm.parse(values)));
  await save({ version, visibility: "unit" });
  expect(await linesOf(id)).toBe(0);
  await save({ version, visibility: "union" });
  expect(await linesOf(id)).toBe(1);
});

/** Values that the database itself lists for a column that the history may tell. */
test("every value of a list that the database keeps has its word, whoever's act tells it", async () => {
  const listed = await asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<{ table: string; definition: string }>(
      `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
       where contype = 'c' and connamespace = 'amity'::regnamespace and pg_get_constraintdef(oid) like '%= ANY (ARRAY[%'`,
    );
    return found.rows.flatMap(({ table, definition }) => {
      const [, column = ""] = /\(\(?"?([a-z_]+)"?\)?(?:::text)? = ANY/.exec(definition) ?? [];
      const values = [...definition.matchAll(/'([a-z_ ]+)'::/g)].map(([, value]) => value ?? "");
      return values.map((value) => ({ table: table.replace("amity.", ""), column, value }));
    });
  });
  const KINDS_TOLD = ["delegation", "partner", "activity", "aid_project", "unit", "report"];
  const steps: [kind: string, scope: string, column: string][] = KINDS_TOLD.flatMap((kind) =>
    ["", "report", "come", "step"].map((scope): [string, string, string] => [kind, scope, "status"]),
  );
  const raw = listed.flatMap(({ table, column, value }) =>
    steps
      .filter(([kind, , field]) => kind === table && field === column)
      .map(([kind, scope, field]) =>
        inLocale("vi", () => valueInWords(value, { scope, kind, field, names: new Map() } as never)),
      )
      .filter((said) => said === value),
  );
  expect(listed.length).toBeGreaterThan(50);
  expect(raw).toEqual([]);
});

test("a column's name is never a field's", () => {
  for (const field of ["source", "confidence", "established_on", "iso2", "precision", "in_unit", "remained", "tree"])
    for (const language of ["vi", "en"] as const)
      expect(inLocale(language, () => fieldInWords(field))).toMatch(/^\p{Lu}/u);
});

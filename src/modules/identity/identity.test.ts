import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { FieldError, ForbiddenError, StaleError } from "#platform/errors.ts";
import { readBytes } from "#platform/files.server.ts";
import { aFile, aPng } from "#platform/forms.fixtures.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { NEUTRAL, home, setHome } from "#platform/home.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { addDays, today } from "#platform/time.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { sayIdentity, sayLogo } from "./identity.commands.server.ts";
import { identityForm, logoForm } from "./identity.forms.ts";
import { beAtHome, findIdentity, listChanges } from "./identity.queries.server.ts";

const database = useDatabase();
let administrator: Actor;
let others: Actor[];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-logo-"));
config.dataFolder = folder;
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  others = [
    await aPerson("office", "vufo"),
    await aPerson("leader", "vufo"),
    await aPerson("administrator", "ha_noi"),
    await aPerson("unit_officer", "ha_noi"),
  ];
});

const find = () => inReading(administrator, findIdentity);
async function typed(values: object) {
  const { id: _, ...said } = await find();
  return identityForm.parse({ ...said, ...values });
}
const say = async (values: object, actor = administrator) => {
  const input = await typed(values);
  return inWork(actor, (work) => sayIdentity(work, input));
};
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (refused: unknown) => refused,
  );

describe("whose union this is", () => {
  test("is said anew by its administrator, and the history tells it in both languages", async () => {
    await say({ short_name: "Hội", accent: "#7A1F3D" });
    const said = await find();
    expect(said).toMatchObject({ short_name: "Hội", accent: "#7a1f3d", country: "VN", version: 2 });
    for (const [locale, act] of [
      ["en", "changed the settings of the union"],
      ["vi", "đã sửa thông tin liên hiệp"],
    ] as const) {
      const [line] = await inLocale(locale, () =>
        inReading(administrator, async (work) => tellHistory(work, await listHistory(work, said.id ?? ""))),
      );
      expect(JSON.stringify(line)).toContain(act);
      expect(JSON.stringify(line)).toContain("#7a1f3d");
    }
    const changes = await inReading(administrator, (work) => listChanges(work, said.id));
    expect(changes.get("accent")?.who).toBe(administrator.name);
    expect(changes.get("zone")?.who).toBe(system.name);
    // The first line says every setting; what it left as it is delivered nobody chose.
    expect(changes.has("week_starts")).toBe(false);
  });

  test("has a mark that is its administrator's to keep, to change and to take away", async () => {
    const keep = async (logo: File | undefined, is_taken_away = false, actor = administrator) => {
      const { version } = await find();
      return inWork(actor, (work) =>
        sayLogo(work, logoForm.parse({ logo, is_taken_away: is_taken_away ? "on" : undefined, version })),
      );
    };
    const marks = [aPng(64, 64), aPng(2000, 32)];
    for (const mark of marks) {
      await keep(mark);
      const { logo_sha256, logo_type } = await find();
      expect(logo_type).toBe(mark.type);
      expect(Buffer.from(await readBytes(logo_sha256 ?? ""))).toEqual(Buffer.from(await mark.arrayBuffer()));
    }
    const { version, id } = await find();
    // The same once more is no act.
    await keep(marks[1]);
    expect((await find()).version).toBe(version);
    expect((await inReading(administrator, (work) => listChanges(work, id))).get("logo")?.who).toBe(administrator.name);
    expect(await refusal(keep(marks[0], false, others[0]))).toBeInstanceOf(ForbiddenError);
    await keep(undefined, true);
    expect(await find()).toMatchObject({ logo_sha256: null, logo_type: null });
    for (const [bad, rule] of [
      [aFile("image/png", 40), "rule_picture_broken"],
      [aPng(64, 64, ["IDAT"]), "rule_picture_broken"],
      [aPng(64, 64, ["acTL", "IDAT", "IEND"]), "rule_picture_moves"],
      [aPng(30_000, 1), "rule_picture_sides"],
    ] as const)
      expect(await refusal(keep(bad))).toMatchObject({ fields: ["logo"], code: rule });
    const read = (input: object) =>
      logoForm.safeParse({ version: 1, ...input }).error?.issues.map((one) => one.message);
    expect(read({})).toEqual(["error_file"]);
    expect(read({ logo: aFile("image/png", 200_001) })).toEqual(["error_file_size_logo"]);
    expect(read({ logo: aFile("image/svg+xml") })).toEqual(["error_file_kind"]);
  });

  test("has its papers laid out as its administrator says, by a layout that their language has", async () => {
    await say({ paper_layout: "plain" });
    const { id, paper_layout } = await find();
    expect(paper_layout).toBe("plain");
    expect((await inReading(administrator, (work) => listChanges(work, id))).get("paper_layout")?.who).toBe(
      administrator.name,
    );
    const [line] = await inLocale("en", () =>
      inReading(administrator, async (work) => tellHistory(work, await listHistory(work, id ?? ""))),
    );
    expect(JSON.stringify(line)).toContain("Plain international");
    await say({ paper_layout: "decree_30_2020" });
    expect(await refusal(say({ paper_layout: "plain" }, others[0]))).toBeInstanceOf(ForbiddenError);
    // In English there is none with a national heading: not by the form, and not past it.
    const refused = (await refusal(say({ language: "en" }))) as FieldError;
    expect([refused.fields, refused.code, refused.status]).toEqual([["paper_layout"], "rule_paper_layout", 422]);
    const past = inWork(administrator, ({ client }) => client.query("update identity set language = 'en'"));
    expect(String(await refusal(past))).toMatch(/rule_paper_layout|identity_paper_layout_of_language/);
    // Where the form did not ask it follows the language, and what stands holds while that stays.
    for (const [values, stands] of [
      [{ language: "en", paper_layout: "" }, "plain"],
      [{ language: "vi", paper_layout: "" }, "decree_30_2020"],
      [{ paper_layout: "plain" }, "plain"],
      [{ paper_layout: "" }, "plain"],
      [{ paper_layout: "decree_30_2020" }, "decree_30_2020"],
    ] as const) {
      await say(values);
      expect([values, (await find()).paper_layout]).toEqual([values, stands]);
    }
  });

  test("saved as it was it is no act", async () => {
    const { version } = await find();
    await say({});
    expect((await find()).version).toBe(version);
  });

  test("is nobody else's to say, by no command and by no SQL; nobody without an account reads it", async () => {
    const before = await find();
    for (const actor of others) {
      expect(await refusal(say({ short_name: "X" }, actor))).toBeInstanceOf(ForbiddenError);
      const { rowCount } = await inWork(actor, ({ client }) => client.query("update identity set short_name = 'X'"));
      expect(rowCount).toBe(0);
      const added = inWork(actor, ({ client }) =>
        client.query("insert into identity select * from identity on conflict do nothing"),
      );
      expect(String(await refusal(added))).toMatch(/row-level security/);
      expect((await inReading(actor, findIdentity)).name).toBe(before.name);
    }
    const gone = await inWork(administrator, ({ client }) => client.query("delete from identity"));
    expect(gone.rowCount).toBe(0);
    expect(await inReading(anonymous, findIdentity)).toEqual(NEUTRAL);
    expect(await find()).toEqual(before);
  });

  test("a stale save shows what stands", async () => {
    const stale = await typed({ seal: "ZZ" });
    await say({ seal: "LH" });
    const refused = await refusal(inWork(administrator, (work) => sayIdentity(work, stale)));
    expect(refused).toBeInstanceOf(StaleError);
    expect((refused as StaleError).current).toMatchObject({ seal: "LH" });
  });

  test.each([
    ["zone", "Viet Nam", "error_zone"],
    ["zone", "+07:00", "error_zone"],
    ["accent", "teal", "error_accent"],
    ["accent", "#12345", "error_accent"],
    ["currency", "XX", "error_currency"],
    ["currency", "QQQ", "error_currency"],
    ["calendar", "a b", "error_calendar"],
    ["language", "ru", "error_choose"],
    ["paper_layout", "letter", "error_choose"],
    ["week_starts", "3", "error_choose"],
    ["seal", "LONGER", "error_too_long"],
  ])("%s %s is refused: %s", async (name, value, error) => {
    const { id: _, ...said } = await find();
    const read = identityForm.safeParse({ ...said, [name]: value });
    expect(read.error?.issues.map((issue) => [issue.path[0], issue.message])).toContainEqual([name, error]);
  });

  test("a colour too faint to be read is refused with its contrast, a country that is none too", async () => {
    const faint = (await refusal(say({ accent: "#ffcc00" }))) as FieldError;
    expect(faint).toBeInstanceOf(FieldError);
    expect([faint.fields, faint.code]).toEqual([["accent"], "rule_accent_faint"]);
    expect(String(faint.details.value)).toMatch(/^1[.,]4/);
    expect(((await refusal(say({ country: "QQ" }))) as FieldError).fields).toEqual(["country"]);
  });
});

test("other clocks leave the days of the history that were sealed as they are", async () => {
  const verify = () =>
    asOwner(database.ownerUrl(), async (client) => {
      await client.query("begin");
      for (const setting of VERIFYING) await client.query(setting);
      await client.query("set local amity.reach = 'system'");
      const { found } = await verifyHistory(client);
      await client.query("rollback");
      return found;
    });
  const sealed = await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    return sealHistory(client, addDays(today(), 2));
  });
  expect(sealed.length).toBeGreaterThan(0);
  await say({ zone: "Pacific/Kiritimati" });
  expect(await verify()).toEqual([]);
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    await sealHistory(client, addDays(today(), 4));
  });
  expect(await verify()).toEqual([]);
});

test("a union elsewhere has its own country, clocks, calendar and language, and Today is shown", async () => {
  const before = home();
  await say({ country: "fr", zone: "Europe/Paris", calendar: "", language: "en", paper_layout: "", currency: "eur" });
  await beAtHome();
  try {
    expect(home()).toMatchObject({ country: "FR", zone: "Europe/Paris", calendar: null, currency: "EUR" });
    const shown = await inReading(administrator, (work) => findToday(work));
    expect(shown.calendarEnds).toBe(null);
  } finally {
    setHome(before);
  }
});

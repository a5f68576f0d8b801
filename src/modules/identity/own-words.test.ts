import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, StaleError } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { home, setHome } from "#platform/home.ts";
import { doesWork, kindWord, kindsOffered, provinceWord, roleWord, rolesOffered } from "#platform/own-words.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { sayOwnWords } from "./identity.commands.server.ts";
import { wordsForm } from "./identity.forms.ts";
import { beAtHome, findIdentity, listChanges } from "./identity.queries.server.ts";

useDatabase();
let administrator: Actor;
let others: Actor[];
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  others = [
    await aPerson("office", "vufo"),
    await aPerson("leader", "vufo"),
    await aPerson("administrator", "ha_noi"),
    await aPerson("unit_officer", "ha_noi"),
  ];
});

const TYPED = {
  province: "Tổng",
  province_in: { en: "Canton" },
  chapter: "Ủy ban",
  chapter_in: { en: "Committee" },
  works: ["aid"],
};
const find = () => inReading(administrator, findIdentity);
async function say(typed: object, actor = administrator) {
  const { version } = await find();
  return inWork(actor, (work) => sayOwnWords(work, wordsForm.parse({ version, ...typed })));
}
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (refused: unknown) => refused,
  );

describe("the union's own words", () => {
  test("are said by its administrator, and one line of the history tells them in both languages", async () => {
    await say({ ...TYPED, kinds: ["union", "chapter"] });
    const said = await find();
    expect(said).toMatchObject({
      words: { province: { name: "Tổng", name_in: { en: "Canton" } }, chapter: { name: "Ủy ban" } },
      kinds: ["union", "chapter"],
      works: ["aid"],
      version: 2,
    });
    for (const locale of ["en", "vi"] as const) {
      const [line] = await inLocale(locale, () =>
        inReading(administrator, async (work) => tellHistory(work, await listHistory(work, said.id ?? ""))),
      );
      expect(JSON.stringify(line)).toContain("Tổng / Canton");
    }
    const changes = await inReading(administrator, (work) => listChanges(work, said.id));
    expect(changes.get("words")?.who).toBe(administrator.name);
    expect(changes.get("works")?.who).toBe(administrator.name);
  });

  test("said in another language alone are asked for in the union's own", () => {
    const read = wordsForm.safeParse({ version: 1, province_in: { en: "Canton" } });
    expect(read.error?.issues).toMatchObject([{ path: ["province"], message: "error_required" }]);
  });

  test("said again as they stand are no change, in whatever order they are kept", async () => {
    const again = { ...TYPED, standing_agency: "Ban thư ký", kinds: ["union", "chapter"] };
    await say(again);
    const { version } = await find();
    await say(again);
    expect((await find()).version).toBe(version);
    await say({ ...TYPED, kinds: ["union", "chapter"] });
  });

  test("stand in place of the language's own, in either, and what is not its work is not offered", async () => {
    const before = home();
    await say({ ...TYPED, kinds: ["union", "chapter"] });
    await beAtHome();
    try {
      expect(inLocale("vi", () => [provinceWord(), kindWord("chapter")])).toEqual(["Tổng", "Ủy ban"]);
      expect(inLocale("en", () => [provinceWord(), kindWord("chapter")])).toEqual(["Canton", "Committee"]);
      expect(inLocale("en", () => roleWord("leader"))).toBe("Leader");
      expect(kindsOffered(["union", "department", "chapter"], "department")).toEqual([
        "union",
        "department",
        "chapter",
      ]);
      expect(kindsOffered(["union", "department", "chapter"])).toEqual(["union", "chapter"]);
      expect([doesWork("aid"), doesWork("missions")]).toEqual([true, false]);
      expect(rolesOffered(["leader", "mission_officer", "ngo_officer"])).toEqual(["leader", "ngo_officer"]);
    } finally {
      setHome(before);
    }
  });

  test("saved as they were they are no act; left open they are the language's own again", async () => {
    await say({ ...TYPED, kinds: ["union", "chapter"] });
    const { version } = await find();
    await say({ ...TYPED, kinds: ["union", "chapter"] });
    expect((await find()).version).toBe(version);
    await say({ works: ["aid", "missions"] });
    expect(await find()).toMatchObject({ words: {}, kinds: [], works: ["aid", "missions"], version: version + 1 });
  });

  test("are nobody else's to say, by no command and by no SQL", async () => {
    const before = await find();
    for (const actor of others) {
      expect(await refusal(say(TYPED, actor))).toBeInstanceOf(ForbiddenError);
      for (const set of ["words = '{}'", "kinds = '{union}'", "works = '{}'"]) {
        const { rowCount } = await inWork(actor, ({ client }) => client.query(`update identity set ${set}`));
        expect([set, rowCount]).toEqual([set, 0]);
      }
    }
    expect(await find()).toEqual(before);
  });

  test("a stale save shows what stands", async () => {
    const { version } = await find();
    await say({ ...TYPED, works: [] });
    const refused = await refusal(say({ works: ["aid"], version }));
    expect(refused).toBeInstanceOf(StaleError);
    expect((refused as StaleError).current).toMatchObject({ works: [], words: { province: { name: "Tổng" } } });
  });

  test("a kind or a work that there is not is refused, and so is a word too long", () => {
    for (const wrong of [{ kinds: ["moon"] }, { works: ["war"] }, { province: "a".repeat(61) }])
      expect(wordsForm.safeParse({ ...wrong, version: 1 }).success).toBe(false);
  });
});

import files from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { caller, keyOf, poster } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

// What the machine cannot do for now is said in a sentence to who wrote, who loses nothing that was typed, and with its cause in the log.

const database = useDatabase();
let key = "";
beforeAll(async () => {
  key = await keyOf(await aPerson("office", "vufo"));
});
const call = caller(() => key);
const post = poster(() => key);
afterEach(() => void vi.restoreAllMocks());

const ACTIVITY = { kind: "visit", title: "Ghi", starts_on: "2026-01-05", countries: ["FR"] };
const FULL = "Ổ đĩa của máy chủ đã đầy";
const CLOSED = "Máy chủ không ghi được tệp";

/** From here on the database answers so whoever writes to this table. */
const answersWith = (code: string, table: string) =>
  asOwner(database.ownerUrl(), (client) =>
    client.query(`create or replace function refuse_all() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '${code}'; end $$;
      create or replace trigger refuse_all before insert on ${table} for each row execute function refuse_all()`),
  );
const log = () => {
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  return () => lines.mock.calls.map(([line]) => String(line)).join("");
};

describe.each([
  ["53100", "activity", FULL],
  // What is owed at the end travels with others, which then say no more than that something failed.
  ["53100", "history_state", FULL],
  ["57P01", "activity", "Cơ sở dữ liệu"],
])("the database says %s of %s", (code, table, sentence) => {
  afterEach(() => asOwner(database.ownerUrl(), (client) => client.query(`drop trigger refuse_all on ${table}`)));

  test("a form comes back with what was typed, a call with a problem that says it", async () => {
    await answersWith(code, table);
    const said = log();
    const { status, refusal } = await post("/activities/new", { ...ACTIVITY, countries: "FR" });
    expect([status, refusal.values]).toEqual([503, expect.objectContaining({ title: "Ghi" })]);
    expect(refusal.message).toContain(sentence);
    const called = await call("POST", "/activities", { body: ACTIVITY });
    expect([called.status, called.header("retry-after")]).toEqual([503, "5"]);
    expect(called.said.detail).toContain(sentence);
    if (code === "53100") expect(said()).toContain("could not extend file");
  });
});

describe.each([
  ["ENOSPC", FULL],
  ["EDQUOT", FULL],
  ["EROFS", CLOSED],
  ["EACCES", CLOSED],
])("the folder of the files says %s", (code, sentence) => {
  test("who sends a file reads what to do", async () => {
    const said = log();
    vi.spyOn(files, "writeFile").mockRejectedValue(
      Object.assign(new Error(`${code}: write`), { code, syscall: "open" }),
    );
    const body = new FormData();
    body.set("kind", "partners");
    body.set("file", new File(["Tên,Nước\nHội A,FR"], "a.csv"));
    const request = new Request("http://amity.test/api/v1/imports", {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body,
    });
    const answer = await ask(request);
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      503,
      expect.stringContaining(sentence),
    ]);
    expect(said()).toContain(code);
  });
});

test("a file that is not there is no database that is not there", async () => {
  const { wordOfAway } = await import("#platform/away.server.ts");
  const lost = (syscall: string) => Object.assign(new Error("ENOENT"), { code: "ENOENT", syscall });
  expect([wordOfAway(lost("open")), wordOfAway(lost("connect"))]).toEqual([undefined, "error_database_away"]);
});

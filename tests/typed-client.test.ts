import path from "node:path";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

useDatabase();
/** Past our own type check: the types that it is written against are made here. */
const PROGRAM = path.resolve("tests/typed/calls.ts");
type Program = {
  run(client: unknown, today: string): Promise<{ said: { call: string; status: number }[]; read: object }>;
};

let key: string, types: string;
beforeAll(async () => {
  types = await typesOf();
  const office = await aPerson("office", "vufo");
  key = await inWork(office, (work) => createToken(work, office.userId ?? "", "typed"));
});

/** The types of the description as it is served, made as anybody would make them. */
async function typesOf(): Promise<string> {
  const served = await ask(new Request("http://amity.test/api/v1/openapi.json"));
  return astToString(await openapiTS(JSON.stringify(await served.json())));
}

/** What the compiler says against the program, with the types beside it that are in no file. */
function faultsIn(program: string, types: string, replaced: (source: string) => string = (source) => source): string[] {
  const generated = path.resolve("tests/typed/api.gen.ts");
  const file = path.resolve(program);
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile("tsconfig.json", (name) => ts.sys.readFile(name)).config,
    ts.sys,
    ".",
  );
  const host = ts.createCompilerHost({ ...options, types: [], noEmit: true });
  const { sys } = ts;
  const textOf = (name: string) =>
    path.resolve(name) === generated
      ? types
      : path.resolve(name) === file
        ? replaced(sys.readFile(name) ?? "")
        : sys.readFile(name);
  Object.assign(host, {
    fileExists: (name: string) => path.resolve(name) === generated || sys.fileExists(name),
    readFile: textOf,
    getSourceFile: (name: string, language: ts.ScriptTarget) => {
      const text = textOf(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, language);
    },
  });
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], { ...options, types: [], noEmit: true }, host));
  return found.map((one) => `${one.file?.fileName ?? ""} ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`);
}

test("a client made from the served description compiles, and thirty of its calls run", async () => {
  expect(faultsIn(PROGRAM, types)).toEqual([]);
  const client = createClient<never>({
    baseUrl: "http://amity.test/api/v1",
    headers: { authorization: `Bearer ${key}` },
    fetch: (request: Request) => ask(request),
  });
  const { said, read } = await ((await import(PROGRAM)) as Program).run(client, today());
  expect(said).toHaveLength(30);
  expect(said.filter((one) => one.status >= 300)).toEqual([]);
  expect(read).toMatchObject({
    status: "ok",
    city: "Pau",
    partners: ["Université de Pau"],
    members: ["Nguyễn Văn Bình"],
    day: "2026-03-11",
  });
});

/** Wrong in one place each: a kind that is none, a field left out, words for a number, an address there is not. */
const WRONG: [from: string, to: string, said: RegExp][] = [
  ['kind: "university",', 'kind: "school",', /"school"/],
  ['departs_on: "2026-12-10",', "", /departs_on/],
  ["participants: 40", 'participants: "forty"', /'string' is not assignable to type 'number'/],
  ["/steps/reopen", "/steps/open", /steps\/open/],
];

test("the types refuse what the interface would refuse", () => {
  const faults = faultsIn(PROGRAM, types, (source) =>
    WRONG.reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, source),
  );
  const unsaid = WRONG.filter(([, , said]) => !faults.some((fault) => said.test(fault)));
  expect([unsaid.map(([, to]) => to), unsaid.length > 0 ? faults : []]).toEqual([[], []]);
});

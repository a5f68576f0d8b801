import fs from "node:fs";
import { expect, test } from "vitest";

/**
 * What a process keeps in mind is kept for each union apart (ofUnion, src/platform/union.server.ts), or it is the same for all of them and stands
 * here with the reason.
 */
const FOR_ALL: Record<string, string> = {
  "modules/access/password-list.server.ts list": "common passwords, of the release",
  "modules/identity/identity.queries.server.ts isReading": "whether all unions are being read again",
  "modules/identity/identity.queries.server.ts isAsked": "the same",
  "modules/imports/import.commands.server.ts underWay": "ids, each of one import",
  "modules/imports/sheet-rows.server.ts NONE": "nothing, and stays so",
  "modules/imports/row.server.ts wordLists": "words of the release",
  "modules/learning/manual.queries.server.ts kept": "chapters of the release, read into tasks",
  "modules/reference/reference-tiles.queries.server.ts known": "a file of the release",
  "modules/reports/report-said.server.ts said": "by the very tables that were counted, which are one union's",
  "platform/apart-thread.ts goOn": "a thread, for one task at a time",
  "platform/db.server.ts opened": "to close them all",
  "platform/heard.server.ts heard": "one channel for the whole database",
  "platform/heard.server.ts count": "the same",
  "platform/heard.server.ts told": "the same",
  "platform/heart.server.ts heart": "the process's own",
  "platform/home.ts held": "who keeps them apart",
  "platform/intl.ts made": "formats by language",
  "platform/kept.server.ts turns": "a number that only grows",
  "platform/log.server.ts serves": "the process's own",
  "platform/names.ts columns": "columns of the release's tables",
  "platform/packets.server.ts whole": "statements by their text",
  "platform/page-text.server.ts known": "statements by their text",
  "platform/pdf.apart.ts compiler": "of a thread; papers are made of what is handed over",
  "platform/person-texts.ts LETTERS": "letters of the alphabet",
  "platform/ranking.ts kept": "words of a name, which follow from it",
  "platform/received.server.ts held": "memory of the process",
  "platform/received.server.ts heldBy": "the same, by client",
  "platform/record-rows.server.ts statements": "statements by their text",
  "platform/remembered.server.ts readers": "a number that only grows",
  "platform/sealed.server.ts masters": "keys by their phrase",
  "platform/shaping.ts isShaping": "within one turn of the loop",
  "platform/statement-names.server.ts names": "statements by their text",
  "platform/statement-names.server.ts seen": "the same",
  "platform/union.server.ts served": "which there are",
  "platform/world-shapes.server.ts drawn": "the world's shapes",
  "platform/writes.server.ts left": "by person, whose id is nobody else's",
  "platform/zone.ts known": "what a clock says of a minute",
  "serve.server.ts work": "the program that works for all of them",
  "worker.server.ts working": "which are worked for",
};

const KEPT = /^(?:export )?(?:let (\w+)|const (\w+)(?:: [^=]+)? = (?:new (?:Map|Set)(?:<.*>)?\(\)|\[\]|\{\}))/gm;

test("what is kept in mind is one union's or is the same for all", () => {
  const found = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^(ui|words|cli)\/|\.(test|fixtures)\.ts$/.test(name))
    .flatMap((name) =>
      [...fs.readFileSync(`src/${name}`, "utf8").matchAll(KEPT)].map(([, held, kept]) => `${name} ${held ?? kept}`),
    );
  expect([...new Set(found)].filter((one) => !(one in FOR_ALL))).toEqual([]);
  expect(Object.keys(FOR_ALL).filter((one) => !found.includes(one))).toEqual([]);
});

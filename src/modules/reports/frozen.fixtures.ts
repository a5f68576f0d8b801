import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { aPerson } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { recordHistory } from "#platform/history.server.ts";
import type { KindThatIs } from "#platform/kinds.ts";
import { listCorrections } from "./correction.queries.server.ts";
import { freezeReport } from "./frozen.commands.server.ts";
import { findFrozen } from "./frozen.queries.server.ts";
import type { ScopeFilter } from "./indicator.filter.ts";
import { readReportScope } from "./indicator.queries.server.ts";

/** Who freezes and reads in these tests, and a file store of their own; call once at the top of the file, after its database. */
export function useOffice(): { office: Actor; leader: Actor } {
  const usual = config.dataFolder;
  const store = fs.mkdtempSync(path.join(os.tmpdir(), "amity-frozen-"));
  const people = {} as { office: Actor; leader: Actor };
  beforeAll(async () => {
    config.dataFolder = store;
    people.office = { ...(await aPerson("office", "vufo")), name: "Văn phòng" };
    people.leader = { ...(await aPerson("leader", "vufo")), name: "Lãnh đạo" };
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => {
    config.dataFolder = usual;
    fs.rmSync(store, { recursive: true });
  });
  return people;
}

export const freezeAs = (actor: Actor, asked: ScopeFilter) =>
  inWork(actor, async (work) => freezeReport(work, await readReportScope(work, asked), "vi"));

export const correctionsFor = (actor: Actor, id: string) =>
  inReading(actor, async (work) => {
    const report = await findFrozen(work, id);
    if (!report) throw new Error("no such report");
    return listCorrections(work, report);
  });

/** One thing put right by a statement that returns the record's id, with the line of history that it owes. */
export async function putRight(kind: KindThatIs<"logged">, statement: string, after: object): Promise<string> {
  return inWork({ ...system, name: "Người sửa" }, async (work) => {
    const { rows } = await work.client.query<{ id: string }>(statement);
    const [row] = rows;
    if (!row) throw new Error(`nothing to put right: ${statement}`);
    const { rows: records } = await work.client.query(`select * from ${kind} where id = $1`, [row.id]);
    await recordHistory(work, { subject: [kind, row.id], action: "edited", rights: records[0] as never, after });
    return row.id;
  });
}

/** The first row of a table, as a value in a statement. */
export const one = (table: string, where: string) => `(select id from ${table} where ${where} order by id limit 1)`;

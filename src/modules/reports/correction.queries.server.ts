import { sql } from "kysely";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Difference, Differing } from "./correction.model.ts";
import { definitions, differencesBetween, subjectOf } from "./correction.model.ts";
import { readCounted } from "./counted.queries.server.ts";
import type { FrozenReport } from "./frozen.queries.server.ts";
import { listFoundedSince } from "./indicator-tree.queries.server.ts";
import { listTitles } from "./kept-records.queries.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import { countFigures } from "./indicator.queries.server.ts";
import { keptFigure } from "./kept-figure.queries.server.ts";
import { listTexts } from "./report.queries.server.ts";

/** A record that made a difference since the freeze: what it gave then and gives now, who wrote it last and when, as far as the reader may see. */
type CorrectedRecord = {
  kind: string;
  id: string;
  title: string | null;
  change: "added" | "removed" | "changed";
  frozen: number | null;
  now: number | null;
  who: string | null;
  at: Date | null;
};
/** `key` is a figure's, a table's with its row after a point, or of a text; `before.` stands before figures of the year before. */
export type Correction = {
  key: string;
  frozen: number | string | null;
  now: number | string | null;
  records: CorrectedRecord[];
};
export type Redefined = { key: string; frozen: number; now: number | null };

/**
 * What the records say now against what was sent: asked as of the same day, of the same units in the same tree. What is counted by another
 * definition today is named as such and not compared.
 */
export async function listCorrections(
  work: Work,
  report: FrozenReport,
): Promise<{ items: Correction[]; definitions: Redefined[] }> {
  const found = await keptFigure(work, `corrections of ${report.id}`, () => compare(work, report));
  const redefined = listRedefined(report);
  const differences = found.filter((one) => !redefined.some(({ key }) => key === subjectOf(one.key).name));
  const texts = await compareTexts(work, report);
  const writers = await listWriters(work, report, [
    ...differences.flatMap((one) => one.records),
    ...texts.map((one) => ({ id: one.id, via: [] })),
  ]);
  const titles = await listTitles(
    work,
    differences.flatMap((one) => one.records),
  );
  const items = differences.map(({ key, frozen, now, records }) => ({
    key,
    frozen,
    now,
    records: records.map((one) => ({
      kind: one.kind,
      id: one.id,
      title: titles.get(one.id) ?? null,
      change: changeOf(one),
      frozen: one.frozen,
      now: one.now,
      ...(writers.get(one.id) ?? NOBODY),
    })),
  }));
  const written = texts.map(({ id, key, frozen, now }) => ({
    key,
    frozen,
    now,
    records: [
      {
        kind: "report_text",
        id,
        title: null,
        change: frozen === null ? ("added" as const) : now === null ? ("removed" as const) : ("changed" as const),
        frozen: null,
        now: null,
        ...(writers.get(id) ?? NOBODY),
      },
    ],
  }));
  return { items: [...items, ...written], definitions: redefined };
}

const NOBODY = { who: null, at: null };

function changeOf({ frozen, now }: Differing): CorrectedRecord["change"] {
  if (frozen === 0) return "added";
  return now === 0 ? "removed" : "changed";
}

async function compare(work: Work, report: FrozenReport): Promise<Difference[]> {
  const scope = await scopeOf(work, report);
  if (report.counted) return inOrder(differencesBetween(report.counted.records, await readCounted(work, scope)));
  // Frozen before what each record gave was kept: the figures alone can be compared.
  const now = new Map((await countFigures(work, scope)).map((one) => [one.key, one.value]));
  return report.content.figures.flatMap(({ key, value }) => {
    const is = now.get(key) ?? value;
    return is === value ? [] : [{ key, frozen: value, now: is, records: [] }];
  });
}

/** The tree as it was counted, and what was founded in it since. */
async function scopeOf(work: Work, report: FrozenReport): Promise<Scope> {
  const { year, as_of: asOf, unit_id: unitId, tree, stood } = report;
  const unit = await findUnit(work, unitId);
  const scope = { year, asOf, unitId, unitPath: unit?.path ?? report.unit_path, tree };
  if (!stood) return scope;
  return { ...scope, stood: [...stood, ...(await listFoundedSince(work, scope, report.frozen_at))] };
}

/** Figures first, as the report has them, then its tables, then the year before; what is counted once stands as one figure again. */
function inOrder(differences: Difference[]): Difference[] {
  const order = Object.keys(definitions());
  const place = ({ key }: Difference) => {
    const { name, isBefore } = subjectOf(key);
    return order.indexOf(name) + (isBefore ? order.length : 0);
  };
  return differences.toSorted((one, other) => place(one) - place(other) || one.key.localeCompare(other.key));
}

function listRedefined(report: FrozenReport): Redefined[] {
  const today = definitions();
  const frozen =
    report.counted?.definitions ??
    Object.fromEntries(
      report.content.figures.map(({ key, version }) => [key, { version, rule: today[key]?.rule ?? "" }]),
    );
  return Object.entries(frozen).flatMap(([key, { version, rule }]) => {
    const now = today[key];
    return now?.version === version && now.rule === rule ? [] : [{ key, frozen: version, now: now?.version ?? null }];
  });
}

async function compareTexts(work: Work, report: FrozenReport) {
  const now = await listTexts(work, { year: report.year, unitId: report.unit_id });
  const frozen = report.content.texts;
  const placeOf = (one: { section: string; language: string }) => `text.${one.section}.${one.language}`;
  const keys = [...new Set([...frozen, ...now].map(placeOf))];
  return keys.flatMap((key) => {
    const [was, is] = [frozen.find((one) => placeOf(one) === key), now.find((one) => placeOf(one) === key)];
    const id = is?.id ?? was?.id;
    return was?.body === is?.body || !id ? [] : [{ key, id, frozen: was?.body ?? null, now: is?.body ?? null }];
  });
}

type Line = { subject_id: string; who: string; at: Date; action: string; after: unknown };

/** Who wrote each record since the freeze, or what it was counted through: the last line that may have moved a figure, else the last one. */
async function listWriters(work: Work, report: FrozenReport, records: { id: string; via: [string, string][] }[]) {
  const subjects = records.flatMap((one) => [one.id, ...one.via.map(([, id]) => id)]);
  const writers = new Map<string, { who: string; at: Date }>();
  if (subjects.length === 0) return writers;
  const { rows } = await sql<Line>`
    select history.subject_id, history.user_name as who, history.at, history.action, history.after from history
    where history.subject_id = any(${[...new Set(subjects)]}::uuid[]) and history.action <> 'read_personal'
      and history.id > (select max(frozen.id) from history as frozen where frozen.subject_id = ${report.id})
    order by history.id desc`.execute(work.trx);
  const lines = Map.groupBy(rows, (line) => line.subject_id);
  for (const { id, via } of records) {
    const its = [id, ...via.map(([, other]) => other)].flatMap((one) => lines.get(one) ?? []);
    const line = its.find(mayCount) ?? its[0];
    if (line) writers.set(id, { who: line.who, at: line.at });
  }
  return writers;
}

/** What is only said of a record: no figure reads it. */
const SAID = /^(title|name|content|purpose|note|place|title_in|name_in|content_in|version)(\.|$)/;

function mayCount({ after }: Line): boolean {
  if (after === null || typeof after !== "object") return true;
  const names = Object.keys(after);
  return names.length === 0 || names.some((name) => !SAID.test(name));
}

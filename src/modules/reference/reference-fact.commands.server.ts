import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, StaleError, requirePermission, requireRow } from "#platform/errors.ts";
import { changesBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import { homeCalendar } from "#platform/home.ts";
import { enqueue } from "#platform/jobs.server.ts";
import type { Fact, FactKind } from "./reference-fact.model.ts";
import { MAY_BE_ADDED } from "./reference-fact.model.ts";
import {
  findCalendarEnd,
  findCorrection,
  findDelivered,
  findFact,
  listCorrected,
  listFacts,
} from "./reference-fact.queries.server.ts";
import { leastDaysOff } from "./reference-pack.queries.server.ts";
import { FACT_FORMS, toForm } from "./reference-fact.forms.ts";
import type { completeForm, takeOutForm } from "./reference.forms.ts";
import { canCorrectFacts } from "./reference.policy.ts";

type State = "said" | "taken_out" | "taken_back";
type Kept = { fields: Record<string, unknown>; source: string };
/** `before` is the correction that stands again when what is taken out is taken back. */
type Said = Kept & { state: State; before?: Kept | undefined };

/** A fact that no release has: a day off just announced, a mission just opened. Returns its key. */
export async function addFact(work: Work, kind: FactKind, input: Record<string, unknown>): Promise<string> {
  requirePermission(canCorrectFacts(work.actor) && MAY_BE_ADDED.includes(kind));
  const made = FACT_FORMS[kind].factOf(input);
  await lockFacts(work, kind);
  const key = await freeKey(work, kind, made);
  if (await findFact(work, kind, key)) throw new RuleError("rule_fact_known");
  const fields = kind === "missions" ? { ...made, id: Number(key) } : made;
  await keep(work, [kind, key], { fields, source: String(input.source), state: "said" });
  await tell(work, [kind, key], "fact_added", { after: fields });
  return key;
}

/** A mission has no other name than a number; those of releases are small. */
async function freeKey(work: Work, kind: FactKind, made: Record<string, unknown>): Promise<string> {
  if (kind !== "missions") return FACT_FORMS[kind].keyOf(made);
  // One that was taken out keeps its number, and its history.
  const known = [...(await listFacts(work, kind, {})), ...(await listCorrected(work, kind))];
  return String(Math.max(100_000, ...known.map((one) => Number(one.key))) + 1);
}

/** Says of a fact what this union knows better; what names it stays. */
export async function correctFact(
  work: Work,
  kind: FactKind,
  key: string,
  input: Record<string, unknown>,
): Promise<void> {
  const fact = await findToCorrect(work, kind, key, Number(input.version));
  const said = FACT_FORMS[kind].factOf(input);
  const whole = { ...fact.fields, ...said };
  if (FACT_FORMS[kind].keyOf(whole) !== key) throw new RuleError("rule_fact_is_another");
  // Over a release's fact stands only what was said; what a later release says of the rest still counts.
  const fields = (await findDelivered(work, kind, key)) ? said : whole;
  await keep(work, [kind, key], { fields, source: String(input.source), state: "said" });
  const { before, after } = changesBetween(fact.fields, said);
  await tell(work, [kind, key], "fact_corrected", { before, after: { ...after, source: input.source } });
}

/** Says that a fact does not hold: no such day off, a mission closed. */
export async function takeOutFact(
  work: Work,
  kind: FactKind,
  key: string,
  input: z.output<typeof takeOutForm>,
): Promise<void> {
  const fact = await findToCorrect(work, kind, key, input.version);
  requirePermission(MAY_BE_ADDED.includes(kind));
  const said = await findCorrection(work, kind, key);
  const before = said?.state === "said" ? { fields: said.fields as Kept["fields"], source: said.source } : undefined;
  await keep(work, [kind, key], { fields: fact.fields, source: input.source, state: "taken_out", before });
  await tell(work, [kind, key], "fact_taken_out", { after: { source: input.source } });
}

/**
 * What was said last of a fact no longer counts: of one taken out the correction that stood before it is read again; else the release's, and
 * what no release has is gone.
 */
export async function takeBackCorrection(work: Work, kind: FactKind, key: string, version: number): Promise<void> {
  requirePermission(canCorrectFacts(work.actor));
  await lockFacts(work, kind);
  const said = requireRow(await findCorrection(work, kind, key));
  if (said.version !== version) throw new StaleError({ version: said.version });
  if (said.state === "taken_back") throw new RuleError("rule_fact_not_corrected");
  const fields = said.fields as Kept["fields"];
  if (said.state === "taken_out") {
    const before = said.said_before as Kept | null;
    await keep(work, [kind, key], {
      ...(before ?? { fields, source: said.source }),
      state: before ? "said" : "taken_back",
    });
    await tell(work, [kind, key], "fact_holds_again", {});
    return;
  }
  await keep(work, [kind, key], { fields, source: said.source, state: "taken_back" });
  const delivered = (await findDelivered(work, kind, key)) ?? {};
  const back = Object.fromEntries(Object.keys(fields).map((name) => [name, delivered[name] ?? null]));
  await tell(work, [kind, key], "fact_taken_back", changesBetween(fields, back));
}

/** From here on the days of this year are all known, so clocks may run through it. */
export async function completeYear(work: Work, { year, source }: z.output<typeof completeForm>): Promise<void> {
  requirePermission(canCorrectFacts(work.actor));
  await lockFacts(work, "days");
  const until = await findCalendarEnd(work, homeCalendar());
  if (until && Number(until.slice(0, 4)) + 1 !== year)
    throw new RuleError("rule_year_in_turn", { year: Number(until.slice(0, 4)) + 1 });
  const days = await listFacts(work, "days", { year: String(year) });
  const off = days.filter((one) => one.fields.kind !== "swap_working").length;
  const least = leastDaysOff(homeCalendar());
  if (off < least) throw new RuleError("rule_year_has_few_days", { count: off, least });
  const fields = { until_on: `${year}-12-31` };
  await keep(work, ["calendars", homeCalendar()], { fields, source, state: "said" });
  await tell(work, ["calendars", homeCalendar()], "calendar_completed", {
    before: { until_on: until ?? null },
    after: fields,
  });
}

async function findToCorrect(work: Work, kind: FactKind, key: string, version: number): Promise<Fact> {
  requirePermission(canCorrectFacts(work.actor));
  await lockFacts(work, kind);
  const fact = requireRow(await findFact(work, kind, key));
  if (fact.version !== version) throw new StaleError({ ...toForm(kind, fact), version: fact.version });
  return fact;
}

/** One at a time: of a fact that nobody corrected yet there is no row to lock. */
async function lockFacts(work: Work, kind: FactKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ${kind}::text))`.execute(work.trx);
}

async function keep(work: Work, [kind, key]: [kind: string, key: string], said: Said): Promise<void> {
  const said_before = said.before ? JSON.stringify(said.before) : null;
  const values = { source: said.source, state: said.state, fields: JSON.stringify(said.fields), said_before };
  await work.trx
    .insertInto("reference_correction")
    .values({ kind, key, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "key"])
        .doUpdateSet((set) => ({ ...values, version: set("reference_correction.version", "+", 1) })),
    )
    .execute();
  // Due days follow from the days off and from how far they are known.
  if (kind === "days" || kind === "calendars") await enqueue(work, "derived.prove", { because: kind });
}

async function tell(
  work: Work,
  [kind, key]: [kind: string, key: string],
  action: string,
  said: { before?: unknown; after?: unknown },
): Promise<void> {
  const { id } = requireRow(await findCorrection(work, kind, key));
  await recordHistory(work, {
    subject: ["reference_correction", id],
    action,
    rights: ownRights(work, "union"),
    ...said,
  });
}

import { addCommitment, finishCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { rebuildReportDue } from "#modules/delegations/delegation-derived.commands.server.ts";
import { keepEarlier } from "#modules/delegations/delegation-version.commands.server.ts";
import { listDecided } from "#modules/delegations/delegation-decided.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays, atClock, now, today } from "#platform/time.ts";
import { onDay, readClock } from "./clock.ts";
import type { DemoDelegation, Hosts } from "./delegations.ts";
import { delegationsAround, delegationsOfYear } from "./delegations.ts";
import type { UnitIndex } from "./load.ts";
import { numberDecisions } from "./load-register.ts";
import { Random } from "./random.ts";
import type { Country } from "./records.ts";
import type { VisitTexts } from "./visit-texts.ts";
import { FRIENDSHIP_TEXTS } from "./visit-texts.ts";
import { rightsIn, unitFor, writeHistory } from "./records.ts";

/** Years of visits, written directly: by hand each would take its steps on its own days. */
export async function loadDelegations(work: Work, units: UnitIndex, of: { today: string }) {
  const random = new Random(11);
  const countries = new Map(readFacts<Country>("countries").map((country) => [country.iso2, country]));
  const hosts: Hosts = [
    "FR",
    "DE",
    "LA",
    "KH",
    "CN",
    "CU",
    "RU",
    "IN",
    "JP",
    "TH",
    "US",
    "BG",
    "PL",
    "HU",
    "SE",
    "UA",
    "VE",
    "AU",
    "KR",
    "ID",
  ].map((iso2) => ({
    unit: unitFor(units, iso2),
    iso2,
    country: countries.get(iso2)?.name_vi ?? iso2,
    city: countries.get(iso2)?.capital_en ?? "",
  }));
  const local: Hosts = [
    { unit: "ha_noi", iso2: "FR", country: "Pháp", city: "Toulouse" },
    { unit: "can_tho", iso2: "KR", country: "Hàn Quốc", city: "Gwangju" },
  ];
  const clock = await readClock(work, of.today);
  const all = [
    ...delegationsOfYear(random, 2023, [...hosts, ...local]),
    ...delegationsOfYear(random, 2024, [...hosts, ...local]),
    ...delegationsOfYear(random, 2025, [...hosts, ...local]),
    ...delegationsAround(random, of.today, [...hosts, ...local, ...local], clock),
  ];
  await writeDelegations(work, units, { all, texts: FRIENDSHIP_TEXTS });
}

/** Writes each with all that stands below it, and keeps what is open as it was decided. */
export async function writeDelegations(
  work: Work,
  units: UnitIndex,
  { all, texts }: { all: DemoDelegation[]; texts: VisitTexts },
) {
  const clock = await readClock(work, today());
  for (const one of all) {
    const commitments = one.commitments.map((said) => ({ ...said, due_on: clock.onOrAfter(said.due_on) }));
    await insertDelegation(work, { ...one, commitments }, { units, texts });
  }
  await rebuildReportDue(work);
  await numberDecisions(work);
  // What is open is kept as it was decided; visits of the past are changed no more.
  for (const { id } of await listDecided(work)) {
    const visit = await findDelegation(work, id);
    if (visit) await keepEarlier(work, visit);
  }
}

async function insertDelegation(
  work: Work,
  one: DemoDelegation,
  { units, texts }: { units: UnitIndex; texts: VisitTexts },
) {
  const { unit, members, commitments: _later, status_days, ...facts } = one;
  const rights = rightsIn(units, unit, "unit");
  const id = crypto.randomUUID();
  const since = new Date(now().getTime() - status_days * 86_400_000);
  await work.trx
    .insertInto("delegation")
    .values({
      id,
      ...facts,
      head_name: members[0]?.name ?? null,
      member_count: members.length,
      status_since: since,
      ...rights,
    })
    .execute();
  const kept = { delegation_id: id, ...rights };
  await work.trx
    .insertInto("delegation_member")
    .values(members.map((member) => ({ ...member, ...kept })))
    .execute();
  await work.trx
    .insertInto("delegation_programme_entry")
    .values(
      texts.programme.map(([content, content_in], index) => ({
        content,
        content_in,
        on_date: addDays(one.departs_on, index),
        starts_at: ["15:00", "09:00", "14:00"][index] ?? null,
        place: one.cities,
        person_answerable: members[1]?.name ?? null,
        ...kept,
      })),
    )
    .execute();
  await work.trx
    .insertInto("delegation_provision")
    .values([
      { kind: "gift", description: texts.gift, counterpart: one.host ?? null, quantity: 1, ...kept },
      ...(texts.signing.test(one.purpose ?? "")
        ? [{ kind: "document", description: one.purpose ?? "", counterpart: one.host ?? null, quantity: 2, ...kept }]
        : []),
    ])
    .execute();
  const budget = await work.trx
    .insertInto("delegation_budget_line")
    .values([
      {
        ...texts.fares,
        quantity: members.length,
        payer: "union",
        ...kept,
      },
      {
        ...texts.stay,
        quantity: members.length,
        payer: "partner",
        ...kept,
      },
    ])
    .returning("delegation_budget_line.id")
    .execute();
  const fares = texts.fares.unit_price * members.length;
  if (["travelling", "report_due", "reported", "archived"].includes(one.status))
    await work.trx
      .insertInto("delegation_settlement_line")
      .values({
        budget_line_id: budget[0]?.id ?? null,
        advanced: fares,
        ...(one.status === "archived" ? { spent: Math.round(fares * 97) / 100, note: texts.saved } : {}),
        ...kept,
      })
      .execute();
  if (["preparing", "travelling", "report_due"].includes(one.status))
    await work.trx
      .insertInto("delegation_talking_points")
      .values({
        ordinal: 1,
        ...texts.points,
        written_at: atClock(addDays(one.departs_on, -6), "09:30"),
        written_by_name: texts.decidedBy[0],
        ...kept,
      })
      .execute();
  if (["approved", "preparing", "travelling", "report_due", "reported", "archived"].includes(one.status))
    await work.trx
      .insertInto("delegation_decision")
      .values({
        step: "approve",
        decided_on: addDays(one.departs_on, -18),
        decided_by_name: texts.decidedBy[0],
        decided_by_post: texts.decidedBy[1],
        ...kept,
      })
      .execute();
  if (["reported", "archived"].includes(one.status))
    await work.trx
      .insertInto("delegation_report")
      .values({
        facts: texts.report[0],
        assessment: texts.report[1],
        reported_on: addDays(one.returns_on, 6),
        ...kept,
      })
      .execute();
  const after = JSON.stringify({ title: one.title, status: one.status });
  await writeHistory(work, [
    {
      subject_kind: "delegation",
      subject_id: id,
      action: one.status === "draft" ? "drafted" : "propose",
      after,
      at: since,
      ...rights,
    },
  ]);
  await promise(work, one, { id, units });
}

/** What was promised when the visit was reported, and what has been done of it since. */
async function promise(work: Work, one: DemoDelegation, { id, units }: { id: string; units: UnitIndex }) {
  for (const { lead, done_on, ...promised } of one.commitments) {
    const lead_unit_id = rightsIn(units, lead, "unit").unit_id;
    const commitmentId = await onDay(addDays(one.returns_on, 6), () =>
      addCommitment(work, id, { ...promised, lead_unit_id, is_awaiting_text: false }),
    );
    if (done_on !== null && done_on <= today())
      await onDay(done_on, () => finishCommitment(work, commitmentId, { outcome: undefined }));
  }
}

import { hashPassword } from "#modules/access/access.commands.server.ts";
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, now, today } from "#platform/time.ts";
import { loadActivities } from "./load-activities.ts";
import { loadAsked } from "./load-asked.ts";
import { loadDelegations } from "./load-delegations.ts";
import { loadAid, loadPartners } from "./load-partners.ts";
import { loadReportTexts } from "./report-texts.ts";
import { ACCOUNTS, PASSWORD } from "./people.ts";
import { demoUnits } from "./units.ts";

type Placed = { id: string; path: string; kind: string; country: string | null; name_vi: string };
export type UnitIndex = Map<string, Placed>;

/** The real tree of units, for every start; answers what is already there when it was loaded before. */
export async function loadUnits(work: Work): Promise<UnitIndex> {
  await work.client.query("select pg_advisory_xact_lock(7264892)");
  const there = await work.trx.selectFrom("unit").select("unit.id").limit(1).executeTakeFirst();
  if (!there) await insertUnits(work);
  const rows = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.kind", "unit.code", "unit.country_iso2", "unit.name_vi"])
    .limit(5000)
    .execute();
  return new Map(
    rows.map((row) => [
      row.code,
      { id: row.id, path: row.path, kind: row.kind, country: row.country_iso2, name_vi: row.name_vi },
    ]),
  );
}

async function insertUnits(work: Work) {
  const placed = new Map<string, { id: string; path: string }>();
  const units = demoUnits();
  for (const unit of units) {
    const parent = unit.parent === null ? undefined : placed.get(unit.parent);
    const row = await work.trx
      .insertInto("unit")
      .values({
        path: parent ? `${parent.path}.${unit.code}` : unit.code,
        parent_id: parent?.id ?? null,
        kind: unit.kind,
        code: unit.code,
        name_vi: unit.name_vi,
        name_en: unit.name_en,
        country_iso2: unit.country_iso2 ?? null,
        province_code: unit.province_code ?? null,
        founded_on: unit.founded_on ?? null,
        source: unit.source ?? null,
        confidence: unit.confidence ?? "A",
      })
      .returning(["unit.id", "unit.path"])
      .executeTakeFirstOrThrow();
    placed.set(unit.code, row);
    await work.trx
      .insertInto("unit_placement")
      .values({ unit_id: row.id, parent_id: parent?.id ?? null, valid: `[${unit.founded_on ?? "1950-11-17"},)` })
      .execute();
    await work.trx
      .insertInto("unit_name")
      .values([
        { unit_id: row.id, language: "vi", name: unit.name_vi },
        { unit_id: row.id, language: "en", name: unit.name_en },
      ])
      .execute();
  }
  for (const unit of units) {
    const own = placed.get(unit.code);
    const national = unit.memberOf && placed.get(unit.memberOf);
    if (own && national)
      await work.trx
        .insertInto("unit_membership")
        .values({ member_unit_id: own.id, in_unit_id: national.id })
        .execute();
    if (own && unit.accreditedTo)
      await work.trx
        .insertInto("unit_accreditation")
        .values([...new Set(unit.accreditedTo)].map((country_iso2) => ({ unit_id: own.id, country_iso2 })))
        .execute();
  }
  await work.trx
    .insertInto("delegation_route")
    .values([
      { approving_kind: "union", from_on: "2019-12-05" },
      { unit_kind: "provincial_association", approving_kind: "parent", from_on: "2019-12-05" },
      {
        unit_kind: "provincial_union",
        direction: "incoming",
        is_in_plan: true,
        approving_kind: "own",
        from_on: "2019-12-05",
      },
    ])
    .execute();
}

/** Loads the demo union when nobody can sign in yet; says whether it did. */
export async function loadDemo(say: (line: string) => void): Promise<boolean> {
  return inWork(system, async (work) => {
    await work.client.query("select pg_advisory_xact_lock(7264892)");
    if (await hasAnybody(work)) return false;
    const units = await loadUnits(work);
    say("accounts");
    await loadAccounts(work, units);
    say("partners");
    const partners = await loadPartners(work, units, today());
    say("delegations");
    await loadDelegations(work, units, { today: today() });
    say("activities");
    await loadActivities(work, units, { today: today(), partners });
    say("aid");
    await loadAid(work, units, today());
    say("questions and answers");
    await loadAsked(work, today());
    say("reports");
    await loadReportTexts(work);
    return true;
  });
}

async function loadAccounts(work: Work, units: UnitIndex) {
  const password = await hashPassword(PASSWORD);
  let moment = now().getTime();
  for (const account of ACCOUNTS) {
    const user = await work.trx
      .insertInto("auth_user")
      .values({ name: account.name, email: account.email, email_verified: true, locale: account.locale ?? "vi" })
      .returning("auth_user.id")
      .executeTakeFirstOrThrow();
    await work.trx
      .insertInto("auth_account")
      .values({ user_id: user.id, account_id: user.id, provider_id: "credential", password })
      .execute();
    for (const code of account.units) {
      const unit = [...units].find(
        ([key]) => key === code || (code === "mission_fr" && key.startsWith("mission_fr_paris")),
      )?.[1];
      if (!unit) throw new Error(`The demo names the unit ${code}, which the tree does not have.`);
      moment += 1;
      await work.trx
        .insertInto("access_appointment")
        .values({
          user_id: user.id,
          unit_id: unit.id,
          unit_path: unit.path,
          role: account.role,
          from_on: addDays(today(), -400),
          created_at: new Date(moment),
        })
        .execute();
    }
  }
}

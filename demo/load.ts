import { appointPerson, openAccount } from "#modules/access/access.commands.server.ts";
import { DEMO } from "#modules/access/access.model.ts";
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { sayIdentity } from "#modules/identity/identity.commands.server.ts";
import { bringFirstWeekBack } from "#modules/learning/first-week.commands.server.ts";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Planted } from "#modules/units/unit-tree.commands.server.ts";
import { plantTree } from "#modules/units/unit-tree.commands.server.ts";
import { fillPost } from "#modules/units/unit.commands.server.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { NEUTRAL, setHome } from "#platform/home.ts";
import { addDays, today } from "#platform/time.ts";
import { closeEnded } from "./ended.ts";
import { loadActivities } from "./load-activities.ts";
import { loadAid } from "./load-aid.ts";
import { as, loadAsked } from "./load-asked.ts";
import { loadConfidential } from "./load-sharing.ts";
import { loadDelegations } from "./load-delegations.ts";
import { loadFrozen } from "./load-frozen.ts";
import { loadNotes } from "./load-notes.ts";
import { loadPartners } from "./load-partners.ts";
import { loadRegister, loadSymbol } from "./load-register.ts";
import { loadTemplate } from "./load-template.ts";
import { loadReportTexts } from "./report-texts.ts";
import { ACCOUNTS } from "./people.ts";
import { UNION } from "./union.ts";

type Placed = { id: string; path: string; kind: string; country: string | null; name: string };
export type UnitIndex = Map<string, Placed>;

/** The real tree of Viet Nam's union; answers what is already there when it was loaded before. */
export async function loadUnits(work: Work): Promise<UnitIndex> {
  // From here on it is the day there.
  setHome({ ...NEUTRAL, ...UNION });
  if (!(await findRoot(work))) {
    await plantTree(work, readFacts<Planted>("units-vn"));
    await sayIdentity(work, { ...UNION, version: 0 } as Parameters<typeof sayIdentity>[1]);
    await closeEnded(work);
    await loadRoutes(work);
  }
  return indexUnits(work);
}

/** The units that stand, by their codes. */
export async function indexUnits(work: Work): Promise<UnitIndex> {
  const rows = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.kind", "unit.code", "unit.country_iso2", "unit.name"])
    .limit(5000)
    .execute();
  return new Map(
    rows.map((row) => [
      row.code,
      { id: row.id, path: row.path, kind: row.kind, country: row.country_iso2, name: row.name },
    ]),
  );
}

/** As they were decided in 2019; by hand a route begins today at the earliest, so these rows are history and written directly. */
async function loadRoutes(work: Work) {
  const routes = await work.trx
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
    .returning("delegation_route.id")
    .execute();
  alsoWritten(work, "delegation_route", ...routes.map((route) => route.id));
}

/** Loads the demo union when nobody can sign in yet; says whether it did. */
export async function loadDemo(say: (line: string) => void): Promise<boolean> {
  return inWork(system, async (work) => {
    await work.client.query("select pg_advisory_xact_lock(7264892)");
    if (await hasAnybody(work)) return false;
    const units = await loadUnits(work);
    say("accounts");
    await loadAccounts(work, units);
    await loadPosts(work);
    say("partners");
    const partners = await loadPartners(work, units, today());
    say("delegations");
    await loadSymbol(work);
    await loadDelegations(work, units, { today: today() });
    say("activities");
    await loadActivities(work, units, { today: today(), partners });
    say("aid");
    await loadAid(work, units, today());
    say("questions and answers");
    await loadAsked(work, today());
    await loadNotes(work, today());
    await loadRegister(work, today());
    await loadTemplate(work);
    await loadConfidential(work, await as(work, "office@demo.example"));
    say("reports");
    // All others have been here for more than a year: one shows what somebody new sees.
    await bringFirstWeekBack({ ...work, actor: await as(work, "association.france@demo.example") });
    await loadReportTexts(work);
    await loadFrozen(work, await as(work, "office@demo.example"));
    return true;
  });
}

/** Who holds which post, so that papers and waiting lists name them. */
async function loadPosts(work: Work) {
  const root = await findRoot(work);
  const posts = [
    { title: "Chủ tịch", title_in: { en: "President" }, holder_name: "Phan Minh Anh" },
    { title: "Chánh Văn phòng", title_in: { en: "Chief of Office" }, holder_name: "Trần Thu Hà" },
  ];
  for (const post of posts)
    if (root)
      await fillPost(work, root.id, {
        ...post,
        from_on: "2024-01-10",
        planned_until_on: undefined,
        is_full_time: true,
      });
}

async function loadAccounts(work: Work, units: UnitIndex) {
  for (const { name, email, role, locale = "vi", units: codes } of ACCOUNTS) {
    await openAccount(work, { name, email, locale, password: DEMO.password });
    for (const code of codes) {
      const unit = [...units].find(
        ([key]) => key === code || (code === "mission_fr" && key.startsWith("mission_fr_paris")),
      )?.[1];
      if (!unit) throw new Error(`The demo names the unit ${code}, which the tree does not have.`);
      await appointPerson(work, {
        email,
        unit_id: unit.id,
        role,
        from_on: addDays(today(), -400),
        until_on: undefined,
      });
    }
  }
}

import { appointPerson, openAccount } from "#modules/access/access.commands.server.ts";
import { DEMO } from "#modules/access/access.model.ts";
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { sayIdentity, sayOwnWords } from "#modules/identity/identity.commands.server.ts";
import { plantTree } from "#modules/units/unit-tree.commands.server.ts";
import { fillPost } from "#modules/units/unit.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { NEUTRAL, setHome } from "#platform/home.ts";
import { addDays, today } from "#platform/time.ts";
import { readClock } from "../clock.ts";
import { writeActivities } from "../load-activities.ts";
import { writeDelegations } from "../load-delegations.ts";
import type { UnitIndex } from "../load.ts";
import { indexUnits } from "../load.ts";
import { Random } from "../random.ts";
import { activities } from "./activities.ts";
import { TEXTS, delegations } from "./delegations.ts";
import { loadPartners } from "./partners.ts";
import { ACCOUNTS, POSTS } from "./people.ts";
import { OWN, TREE, UNION } from "./union.ts";

/** Loads the federation of sister-city committees when nobody can sign in yet; says whether it did. */
export async function loadDemo(say: (line: string) => void): Promise<boolean> {
  return inWork(system, async (work) => {
    await work.client.query("select pg_advisory_xact_lock(7264892)");
    if (await hasAnybody(work)) return false;
    // From here on it is the day there.
    setHome({ ...NEUTRAL, ...UNION, ...OWN, kinds: [...OWN.kinds] });
    await plantTree(work, TREE);
    await sayIdentity(work, { ...UNION, version: 0 } as Parameters<typeof sayIdentity>[1]);
    await sayOwnWords(work, { ...OWN, kinds: [...OWN.kinds], version: 1 });
    await loadRoutes(work);
    const units = await indexUnits(work);
    say("accounts");
    await loadPeople(work, units);
    say("partners");
    const random = new Random(5);
    const partners = await loadPartners(work, units, { random, today: today() });
    say("delegations");
    await writeDelegations(work, units, {
      all: delegations(random, today(), await readClock(work, today())),
      texts: TEXTS,
    });
    say("activities");
    await writeActivities(work, units, { all: activities(random, today()), partners, random });
    return true;
  });
}

async function loadPeople(work: Work, units: UnitIndex) {
  const idOf = (code: string) => {
    const unit = units.get(code);
    if (!unit) throw new Error(`The demo names the unit ${code}, which the tree does not have.`);
    return unit.id;
  };
  for (const { name, email, role, units: codes } of ACCOUNTS) {
    await openAccount(work, { name, email, locale: "en", password: DEMO.password });
    for (const code of codes)
      await appointPerson(work, {
        email,
        unit_id: idOf(code),
        role,
        from_on: addDays(today(), -400),
        until_on: undefined,
      });
  }
  for (const [unit, title, fr, holder_name] of POSTS)
    await fillPost(work, idOf(unit), {
      title,
      title_in: { fr },
      holder_name,
      from_on: "2024-03-01",
      planned_until_on: undefined,
      is_full_time: false,
    });
}

/** The federation decides; a city committee's visits its section, and what a section receives within its plan it decides itself. */
async function loadRoutes(work: Work) {
  const from_on = "2020-01-01";
  const routes = await work.trx
    .insertInto("delegation_route")
    .values([
      { approving_kind: "union", from_on },
      { unit_kind: "chapter", approving_kind: "parent", from_on },
      { unit_kind: "provincial_union", direction: "incoming", is_in_plan: true, approving_kind: "own", from_on },
    ])
    .returning("delegation_route.id")
    .execute();
  alsoWritten(work, "delegation_route", ...routes.map((route) => route.id));
}

import { retellActivities } from "#modules/activities/activity-derived.commands.server.ts";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { now } from "#platform/time.ts";
import type { DemoActivity } from "./activities.ts";
import { activitiesAround, activitiesOfYear } from "./activities.ts";
import { endedUnits, MERGED_ON } from "./ended.ts";
import type { UnitIndex } from "./load.ts";
import { Random } from "./random.ts";
import type { Country, Rights } from "./records.ts";
import { inChunks, pickRights, rightsIn, writeHistory } from "./records.ts";

/** Years of activities, written directly in large pieces: one command for each would take minutes. */
export async function loadActivities(
  work: Work,
  units: UnitIndex,
  of: { today: string; partners: Map<string, string[]> },
) {
  const random = new Random(7);
  const facts = readFacts<Country>("countries").filter((country) => of.partners.has(country.iso2));
  const hosting = ["central_association", "committee", "department", "provincial_union", "provincial_association"];
  const ended = endedUnits();
  const places = {
    countries: new Map(facts.map((country) => [country.iso2, country.name_vi])),
    units: [...units]
      .filter(([, unit]) => hosting.includes(unit.kind))
      .map(([code, unit]) => ({
        code,
        kind: unit.kind,
        until: ended.has(code) ? MERGED_ON : null,
        country: unit.country && of.partners.has(unit.country) ? unit.country : null,
        place: unit.kind.startsWith("provincial") ? unit.name.replace(/^.*(tỉnh|thành phố|Thành phố) /, "") : "Hà Nội",
      })),
  };
  const activities = [
    ...([2023, 2024, 2025] as const).flatMap((year) => activitiesOfYear(random, year, places)),
    ...activitiesAround(random, of.today, places),
  ];
  await writeActivities(work, units, { all: activities, partners: of.partners, random });
}

/** Writes them as they were held, with who took part and their first line of history. */
export async function writeActivities(
  work: Work,
  units: UnitIndex,
  of: { all: DemoActivity[]; partners: Map<string, string[]>; random: Random },
) {
  const { random } = of;
  const rows = of.all.map((activity) => ({
    id: crypto.randomUUID(),
    activity,
    rights: rightsIn(units, activity.lead, "union"),
  }));
  await insertActivities(work, rows, units);
  const taking = rows.flatMap(({ id, activity, rights }) =>
    activity.status === "held"
      ? random.some(of.partners.get(activity.countries[0] ?? "") ?? [], 1).map((partner_id) => ({
          partner_id,
          subject_id: id,
          ...rights,
        }))
      : [],
  );
  await inChunks(taking, (chunk) =>
    work.trx
      .insertInto("activity_partner")
      .values(
        chunk.map((event) => ({ activity_id: event.subject_id, partner_id: event.partner_id, ...pickRights(event) })),
      )
      .execute(),
  );
  await retellActivities(work);
  await writeHistory(
    work,
    rows.map(({ id, activity, rights }) => ({
      subject_kind: "activity",
      subject_id: id,
      action: activity.status === "held" ? "recorded" : "planned",
      after: JSON.stringify({ title: activity.title }),
      at: now(),
      ...rights,
    })),
  );
}

async function insertActivities(
  work: Work,
  rows: { id: string; activity: DemoActivity; rights: Rights }[],
  units: UnitIndex,
) {
  const inserts = rows.map(({ id, activity: { lead, coHosts, ...facts }, rights }) => ({
    id,
    ...facts,
    level: ["provincial_union", "provincial_association"].includes(units.get(lead)?.kind ?? "") ? "local" : "central",
    host_paths: [lead, ...coHosts].flatMap((code) => units.get(code)?.path ?? []),
    ...rights,
  }));
  await inChunks(inserts, (chunk) => work.trx.insertInto("activity").values(chunk).execute());
  const hosts = rows.flatMap(({ id, activity, rights }) =>
    [activity.lead, ...activity.coHosts].map((code, index) => ({
      activity_id: id,
      host_unit_id: units.get(code)?.id ?? rights.unit_id,
      is_lead: index === 0,
      ...rights,
    })),
  );
  await inChunks(hosts, (chunk) => work.trx.insertInto("activity_host").values(chunk).execute());
}

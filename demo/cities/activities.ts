import type { ActivityKind } from "#platform/schema.gen.ts";
import { addDays } from "#platform/time.ts";
import type { DemoActivity } from "../activities.ts";
import type { Random } from "../random.ts";
import { TREE, TWINS } from "./union.ts";

const KINDS: [kind: ActivityKind, title: (city: string) => string, result: string][] = [
  ["reception", (city) => `Reception for the mayor of ${city}`, "The next exchange was agreed for the autumn"],
  [
    "working_session",
    (city) => `Working session with the city of ${city} on public transport`,
    "A joint plan was drafted",
  ],
  [
    "friendship_meeting",
    (city) => `Friends of ${city}: yearly meeting`,
    "A hundred members came; the local press was there",
  ],
  ["seminar", (city) => `Seminar with ${city}: what cities do about heat`, "Three measures are tried on both sides"],
  ["festival", (city) => `${city} days: film, music and cooking`, "Sold out on both evenings"],
  [
    "exhibition",
    (city) => `Photographs from ${city} in the town hall`,
    "Shown for three weeks, then given to the library",
  ],
  ["sports", (city) => `School football with a team from ${city}`, "Eight teams took part"],
  ["contest", (city) => `Pupils write to ${city}`, "Twelve letters were printed"],
  ["online_meeting", (city) => `Online meeting with the committee of ${city}`, "The calendar of the year was settled"],
  ["volunteering", (city) => `Work camp with young people from ${city}`, "Two kilometres of footpath were repaired"],
];
const PLACES: Record<string, string> = {
  ZH: "Zurich",
  BE: "Bern",
  VD: "Lausanne",
  GE: "Geneva",
  TI: "Lugano",
  LU: "Lucerne",
};
const YEARS = [2023, 2024, 2025];
/** So many were held in each full year. */
const A_YEAR = 50;

/** Three full years, this one up to today, what is planned, and a few whose day has passed without a word. */
export function activities(random: Random, today: string): DemoActivity[] {
  const made = YEARS.flatMap((year) =>
    Array.from({ length: A_YEAR }, () => one(random, addDays(`${year}-01-06`, random.between(0, 350)))),
  );
  const elapsed = Math.max(1, Math.floor((Date.parse(today) - Date.parse(`${today.slice(0, 4)}-01-01`)) / 86_400_000));
  for (let index = 0; index < Math.min(45, elapsed); index += 1)
    made.push(one(random, addDays(today, -random.between(1, elapsed))));
  const open = { status: "planned" as const, participants: null, foreign_participants: null, result: null };
  for (let index = 0; index < 14; index += 1) made.push({ ...one(random, addDays(today, index * 3)), ...open });
  for (let index = 0; index < 3; index += 1) made.push({ ...one(random, addDays(today, -2 - index * 3)), ...open });
  return made;
}

function one(random: Random, starts_on: string): DemoActivity {
  const [lead, iso2, city] = random.pick(TWINS);
  const [kind, title, result] = random.pick(KINDS);
  const participants = random.between(12, 180);
  const unit = TREE.find(({ code }) => code === lead);
  return {
    status: "held",
    kind,
    title: title(city),
    starts_on,
    countries: [iso2],
    occasion: "none",
    occasion_country: null,
    occasion_years: null,
    is_multilateral: random.chance(0.08),
    is_international_conference: false,
    is_in_plan: random.chance(0.8),
    place: PLACES[unit?.province_code ?? ""] ?? "Bern",
    participants,
    foreign_participants: Math.floor(participants * random.next() * 0.4),
    result,
    cancelled_reason: null,
    lead,
    coHosts: unit?.kind === "chapter" && random.chance(0.2) ? [unit.parent ?? "federation"] : [],
  };
}

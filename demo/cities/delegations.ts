import type { DelegationDirection, DelegationStatus } from "#platform/schema.gen.ts";
import { addDays } from "#platform/time.ts";
import type { Clock } from "../clock.ts";
import type { DemoDelegation } from "../delegations.ts";
import { OWING, REPORT_DAYS } from "../delegations.ts";
import { inventForeignName } from "../people.ts";
import type { Random } from "../random.ts";
import type { VisitTexts } from "../visit-texts.ts";
import { NAMES } from "./people.ts";
import { TWINS, UNION } from "./union.ts";

/** What the files of visits say here. */
export const TEXTS: VisitTexts = {
  programme: [
    ["Arrival and welcome by the host families", {}],
    ["Working session at the town hall", {}],
    ["Visit to a school and an evening with the committee", {}],
  ],
  gift: "A print of the old town",
  signing: /^Sign/,
  fares: { description: "Railway tickets", unit_price: 180, currency: "CHF" },
  stay: { description: "Board and lodging with hosts", unit_price: 90, currency: "EUR" },
  points: {
    to_say: "Thank them for the welcome and for three years of exchanges.",
    to_ask: "A date for the next joint meeting of both cities.",
    to_avoid: "The share of costs, which the council has not decided.",
    to_cite: "How many visits there were each way, from the annual report.",
  },
  saved: "The tickets were bought early",
  decidedBy: ["Regula Amstutz", "President"],
  report: ["The programme was carried out as planned.", "The visit did what it was meant to do."],
};

const PURPOSES = [
  "Sign the plan of exchanges for the year",
  "Take part in the festival of the twin city",
  "Study how the city keeps its water clean",
  "Prepare the exchange of school classes",
];
const PROMISES = [
  "Send the draft of the exchange plan",
  "Name two schools for the next exchange",
  "Send the photographs",
];
const LIVE: [direction: DelegationDirection, status: DelegationStatus, departs: number, since: number][] = [
  ["outgoing", "draft", 60, 2],
  ["outgoing", "proposed", 30, 2],
  ["incoming", "proposed", 25, 3],
  ["incoming", "approved", 14, 2],
  ["outgoing", "preparing", 7, 3],
  ["outgoing", "travelling", -2, 2],
  ["incoming", "report_due", -20, 12],
  ["outgoing", "reported", -24, 2],
];
/** So many visits in each of the years before, and in this one. */
const PAST = [2023, 2024, 2025];
const A_YEAR = 8;

export function delegations(random: Random, today: string, clock: Clock): DemoDelegation[] {
  const days = PAST.flatMap((year) =>
    Array.from({ length: A_YEAR }, () => addDays(`${year}-02-01`, random.between(0, 300))),
  );
  const lately = Array.from({ length: A_YEAR }, () => addDays(today, -random.between(30, 300)));
  const past = [...days, ...lately].map((day, index) => visit(random, index % 2 ? "incoming" : "outgoing", day));
  const live = LIVE.map(([direction, status, departs, since]) => {
    const base = visit(random, direction, addDays(today, departs));
    return {
      ...base,
      status,
      status_days: since,
      report_due_on: OWING.includes(status) ? clock.after(base.returns_on, REPORT_DAYS) : null,
      commitments:
        status === "reported"
          ? base.commitments.map((one) => ({ ...one, due_on: addDays(today, 20), done_on: null }))
          : [],
    };
  });
  return [...past, ...live];
}

function visit(random: Random, direction: DelegationDirection, departs_on: string): DemoDelegation {
  const [unit, iso2, city] = random.pick(TWINS);
  const isOut = direction === "outgoing";
  const returns_on = addDays(departs_on, random.between(2, 5));
  const members = Array.from({ length: random.between(3, 7) }, (_, index) => {
    const { given, family } = inventForeignName(random);
    return {
      name: isOut ? random.pick(NAMES) : `${given} ${family}`,
      position:
        index === 0
          ? "Member of the council"
          : random.pick(["Teacher", "Member of the committee", "Engineer", "Musician"]),
      role: index === 0 ? "head" : "member",
      home: isOut ? UNION.name : `City of ${city}`,
    };
  });
  return {
    direction,
    status: "archived",
    title: isOut ? `Visit to ${city}` : `Visit from ${city}`,
    purpose: random.pick(PURPOSES),
    host: isOut ? `City of ${city}` : UNION.name,
    countries: [iso2],
    cities: isOut ? city : "Bern",
    departs_on,
    returns_on,
    is_in_plan: random.chance(0.8),
    status_days: 30,
    report_due_on: null,
    unit,
    members,
    commitments: random.some(PROMISES, 1).map((content) => {
      const due_on = addDays(returns_on, random.between(30, 90));
      return { content, due_on, done_on: addDays(due_on, -3), lead: unit };
    }),
  };
}

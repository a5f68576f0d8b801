import { formatDay, formatDays, typedNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import * as m from "#words/messages.js";
import type { Sheet } from "./delegation-day-sheet.model.ts";
import type { Hosting } from "./delegation-hosting.queries.server.ts";
import { dayBar, entrySaid, phoned } from "./delegation-paper-days.server.ts";
import { oneLine } from "./delegation-paper-lists.server.ts";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";

const NOTHING: Sheet = { entries: [], journeys: [], people: [] };
/** Who said no, and who is asked no more, receives nobody. */
const RECEIVES: readonly Hosting["status"][] = ["asked", "confirmed", "change_asked"];

/** How guests are received: who they are, with which honours, by whom at each step, and who answers for what. */
export function receptionSaid(visit: Printed, parts: PrintedParts) {
  const { sheet = NOTHING, provisions = [] } = parts;
  const hostings = (parts.hostings ?? []).filter((one) => RECEIVES.includes(one.status));
  const days = [...new Set(sheet.entries.map((one) => one.on_date))];
  const who = answerable(sheet, hostings);
  return {
    asked_by: visit.asked_by ?? "",
    addressed_as: visit.addressed_as ?? "",
    level: visit.reception_level ? m.reception_level({ level: visit.reception_level }) : "",
    level_reason: oneLine(visit.reception_reason),
    security: visit.security_level ? m.security_level({ level: visit.security_level }) : "",
    needs: oneLine(visit.needs),
    journeys: sheet.journeys.map((one) => ({
      way: m.journey_way({ way: one.way }),
      when: `${formatDay(one.on_date)} ${one.at_time?.slice(0, 5) ?? ""}`.trim(),
      vehicle: one.vehicle,
      place: one.place ?? "",
      met_by: phoned(one.met_by, one.met_by_phone, "\n"),
      remark: one.remark ?? "",
      content: [one.vehicle, one.place, one.remark].filter(Boolean).join("\n"),
    })),
    has_journeys: sheet.journeys.length > 0,
    agenda: days.map((day) => ({
      day: dayBar(day),
      entries: sheet.entries.filter((one) => one.on_date === day).map(entrySaid),
    })),
    has_agenda: days.length > 0,
    has_no_days: days.length + sheet.journeys.length === 0,
    hosts: hostings.map(hostSaid),
    has_hosts: hostings.length > 0,
    provisions: provisions.map((one) => ({
      kind: m.provision_kind({ kind: one.kind }),
      quantity: typedNumber(Number(one.quantity)),
      description: one.description,
      counterpart: one.counterpart ?? "",
    })),
    has_provisions: provisions.length > 0,
    answerable: who.map((one, at) => ({ number: String(at + 1), ...one })),
    has_answerable: who.length > 0,
  };
}

const hostName = ({ host_name, host_name_in }: Hosting) =>
  nameOf({ name: host_name, name_in: asUnionCalled(host_name, host_name_in) });

function hostSaid(one: Hosting) {
  const { wish, remark, interpreter, car } = one;
  const labelled = (label: string, value: string | null) => value && m.labelled({ label, value });
  return {
    unit: hostName(one),
    days: formatDays(one.from_on, one.until_on),
    state: m.hosting_status({ status: one.status }),
    name: one.contact_name ?? "",
    phone: one.contact_phone ?? "",
    interpreter: interpreter ?? "",
    car: car ?? "",
    content: [
      wish,
      labelled(m.programme_car(), car),
      labelled(m.programme_interpreter(), interpreter),
      remark && labelled(m.hosting_remark(), remark),
    ]
      .filter(Boolean)
      .join("\n"),
    // Until it answers nobody there is named.
    contact: phoned(one.contact_name, one.contact_phone, "\n") || m.hosting_status({ status: one.status }),
  };
}

type Duty = { name: string; task: string; phone: string | null };

/** Everybody who is named for something, once, with all that it is for and the telephone that somebody wrote down. */
function answerable({ journeys, entries }: Sheet, hostings: Hosting[]) {
  const duties: Duty[] = [
    ...journeys.flatMap(({ met_by, met_by_phone, way, on_date }) =>
      met_by ? [{ name: met_by, task: `${m.journey_way({ way })}, ${formatDay(on_date)}`, phone: met_by_phone }] : [],
    ),
    ...hostings.flatMap((one) =>
      one.contact_name ? [{ name: one.contact_name, task: hostName(one), phone: one.contact_phone }] : [],
    ),
    ...entries.flatMap((one) =>
      one.person_answerable
        ? [
            {
              name: one.person_answerable,
              task: `${nameOf(one, "content")}, ${formatDay(one.on_date)}`,
              phone: null,
            },
          ]
        : [],
    ),
  ];
  return [...Map.groupBy(duties, (one) => one.name)].map(([name, all]) => ({
    name,
    tasks: [...new Set(all.map((one) => one.task))].join("\n"),
    phone: all.find((one) => one.phone)?.phone ?? "",
  }));
}

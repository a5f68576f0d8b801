import { formatDay, formatInstant, weekdayOf } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { now } from "#platform/time.ts";
import * as m from "#words/messages.js";
import type { Sheet, SheetDay, SheetEntry, SheetJourney } from "./delegation-day-sheet.model.ts";
import { sheetDays } from "./delegation-day-sheet.model.ts";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";
import { oneLine } from "./delegation-paper-lists.server.ts";

const NOTHING: Sheet = { entries: [], journeys: [], people: [] };

/** When it was printed: of two sheets in a car the later counts. */
export const printedNow = () => ({ printed: m.paper_printed({ when: formatInstant(now()) }) });
export const dayBar = (day: string) => `${weekdayOf(day)}, ${formatDay(day)}`;
const hourOf = (time: string | null) => time?.slice(0, 5) ?? "";
const lines = (said: (string | null)[]) => said.filter(Boolean).join("\n");
const labelled = (label: string, value: string | null | undefined) => (value ? m.labelled({ label, value }) : null);
/** In a narrow cell the telephone has a line of its own. */
export const phoned = (name: string | null, phone: string | null, between = ", ") =>
  [name, phone].filter(Boolean).join(between);

/** What day sheets and plans say of an entry besides hour, content and place: each by itself, and all of it line by line. */
export function entrySaid(one: SheetEntry) {
  const { host = null, person_answerable, car, interpreter, meals, hotel, press } = one;
  return {
    time: hourOf(one.starts_at),
    content: nameOf(one, "content"),
    place: one.place ?? "",
    host: host ?? "",
    person: person_answerable ?? "",
    car: car ?? "",
    interpreter: interpreter ?? "",
    meals: meals ?? "",
    hotel: hotel ?? "",
    press: press ?? "",
    details: lines([
      labelled(m.programme_host(), host),
      labelled(m.programme_person(), person_answerable),
      labelled(m.programme_car(), car),
      labelled(m.programme_interpreter(), interpreter),
      labelled(m.programme_meals(), meals),
      labelled(m.programme_hotel(), hotel),
      labelled(m.programme_press(), press),
    ]),
  };
}

/** An arrival or departure among the entries of its day. */
function journeySaid(one: SheetJourney): ReturnType<typeof entrySaid> {
  return {
    ...{ host: "", car: "", interpreter: "", meals: "", hotel: "", press: "" },
    time: hourOf(one.at_time),
    content: m.labelled({ label: m.journey_way({ way: one.way }), value: one.vehicle }),
    place: one.place ?? "",
    person: phoned(one.met_by, one.met_by_phone),
    details: lines([labelled(m.journey_met_by(), phoned(one.met_by, one.met_by_phone)), one.remark]),
  };
}

/** A page for each day on which something is planned, hour by hour; what has no hour comes first. */
export function daysSaid({ needs }: Printed, { sheet = NOTHING }: PrintedParts) {
  return {
    ...printedNow(),
    needs: oneLine(needs),
    sheets: sheetDays(sheet, null).map((one, at) => ({
      is_later: at > 0,
      date: dayBar(one.day),
      entries: [...one.journeys.map(journeySaid), ...one.entries.map(entrySaid)].toSorted((a, b) =>
        a.time < b.time ? -1 : Number(a.time > b.time),
      ),
      ...peopleSaid(one),
    })),
  };
}

function peopleSaid({ people }: SheetDay) {
  return {
    has_contacts: people.length > 0,
    contacts: people.map(({ name, unit, phone }) => ({ name, unit, phone: phone ?? "" })),
  };
}

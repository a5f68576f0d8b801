import type { Names } from "#platform/names.ts";

/** What a day sheet says of an entry of the programme. */
export type SheetEntry = {
  id: string;
  on_date: string;
  starts_at: string | null;
  content: string;
  content_in: Names;
  place: string | null;
  person_answerable: string | null;
  meals: string | null;
  hotel: string | null;
  car: string | null;
  interpreter: string | null;
  press: string | null;
  host?: string | null;
};
export type SheetJourney = {
  id: string;
  way: string;
  on_date: string;
  at_time: string | null;
  vehicle: string;
  place: string | null;
  met_by: string | null;
  met_by_phone: string | null;
  remark: string | null;
};
/** Who looks after the guests on some days. */
type SheetPerson = { days: [first: string, last: string]; unit: string; name: string; phone: string | null };

export type Sheet = { entries: SheetEntry[]; journeys: SheetJourney[]; people: SheetPerson[] };
export type SheetDay = Sheet & { day: string };

/** The days on which something is planned, each a sheet of its own; one of them where it is asked for. */
export function sheetDays({ entries, journeys, people }: Sheet, day: string | null): SheetDay[] {
  const days = [...new Set([...entries, ...journeys].map((one) => one.on_date))].toSorted();
  return days
    .filter((one) => day === null || one === day)
    .map((one) => ({
      day: one,
      entries: entries.filter((entry) => entry.on_date === one),
      journeys: journeys.filter((journey) => journey.on_date === one),
      people: people.filter((person) => person.days[0] <= one && one <= person.days[1]),
    }));
}

/** All the days that there are to choose from. */
export const daysOf = ({ entries, journeys }: Pick<Sheet, "entries" | "journeys">): string[] =>
  [...new Set([...entries, ...journeys].map((one) => one.on_date))].toSorted();

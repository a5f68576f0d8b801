import { holdsOn } from "#platform/running.ts";

type Term = { id: string; title: string; from_on: string | null; until_on: string | null };
type Post<Held extends Term> = {
  title: string;
  holders: Held[];
  /** Who held it before, and who will: the newest first. */
  others: Held[];
  /** The first day without a holder, where somebody had it and nobody has it now. */
  vacantSince: string | null;
};

/** The posts of a unit as they stand on a day, in the order in which they were first written down. */
export function postsOn<Held extends Term>(terms: Held[], day: string): Post<Held>[] {
  const byTitle = Map.groupBy(
    terms.toSorted((one, other) => one.id.localeCompare(other.id)),
    ({ title }) => title.toLowerCase(),
  );
  return [...byTitle.values()].map((held) => {
    const holders = held.filter((one) => holdsOn(one, day));
    const ends = held.flatMap(({ until_on }) => (until_on !== null && until_on <= day ? until_on : []));
    return {
      title: held[0]?.title ?? "",
      holders,
      others: held
        .filter((one) => !holders.includes(one))
        .toSorted((one, other) => (other.from_on ?? "").localeCompare(one.from_on ?? "")),
      vacantSince: holders.length > 0 ? null : (ends.toSorted().at(-1) ?? null),
    };
  });
}

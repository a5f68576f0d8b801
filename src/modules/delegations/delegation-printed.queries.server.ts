import { findPartner } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home } from "#platform/home.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { sheetOf } from "./delegation-day-sheet.server.ts";
import { approvalInForce } from "./delegation-decision.model.ts";
import { listHostings } from "./delegation-hosting.queries.server.ts";
import { findPlaces } from "./delegation-paper-places.queries.server.ts";
import type { Told } from "./delegation-paper.model.ts";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { saysSomething } from "./delegation-talking-points.model.ts";
import type { Written } from "./delegation-talking-points.queries.server.ts";
import { listTalkingPoints } from "./delegation-talking-points.queries.server.ts";
import type { findDelegation } from "./delegation.queries.server.ts";

type Visit = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Parts = Awaited<ReturnType<typeof listParts>>;

/** All that papers of a visit print, as the file stands and as the reader sees it, with the names of places and units in one language. */
export async function readPrinted(
  work: Work,
  visit: Visit,
  language: Locale = home().language,
): Promise<{ delegation: Printed; parts: PrintedParts & Parts }> {
  const parts = await listParts(work, visit.id);
  const hostings = await listHostings(work, visit.id);
  const partner = visit.partner_id ? await findPartner(work, visit.partner_id) : undefined;
  return {
    delegation: {
      ...visit,
      ...(await findPlaces(work, visit, language)),
      addressed_as: partner?.addressed_as ?? null,
    },
    parts: {
      ...parts,
      hostings,
      talking_points: await listTalkingPoints(work, visit.id),
      sheet: inLocale(language, () => sheetOf(work, { ...parts, hostings })),
      approval: approvalInForce(visit.status, parts.decisions),
    },
  };
}

type Saying = Pick<Parts, "report" | "budget" | "programme" | "journeys"> & { talking_points?: Written[] };
/** What there is for papers to say, and to whom. */
export const toldOf = (
  { actor }: Pick<Work, "actor">,
  { report, budget, programme, journeys, talking_points = [] }: Saying,
): Told => ({
  hasReport: report !== undefined,
  hasBudget: budget.length > 0,
  hasDays: programme.length + journeys.length > 0,
  hasPoints: saysSomething(talking_points[0]),
  isInside: actor.reach !== "outside",
});

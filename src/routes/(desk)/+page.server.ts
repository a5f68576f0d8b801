import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findFirstWeek } from "#modules/learning/first-week.queries.server.ts";
import { placeOfTask } from "#modules/learning/manual.model.ts";
import { titleOfTask } from "#modules/learning/manual.queries.server.ts";
import type { Due } from "#modules/today/due.queries.server.ts";
import { hasWeek } from "#modules/today/my-week.policy.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import { findUnsafe } from "#platform/backup-state.server.ts";
import { listLatestHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { home } from "#platform/home.ts";
import { show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { addressOf as stepAddress } from "#platform/steps.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { PageServerLoad } from "./$types";

/** No script but the frame's own: the desk opens on a line of 64 kbit/s (docs/decisions/0014). */
export const csr = false;

/** Where a task is done: on the page of what was said, which stands by itself or below its record, else on its record's or that of a step. */
function placeOf({ kind, of, id, said_id, step, isOurs }: Due): string | null {
  const record = addressOf(of, id);
  // What came of it is noted, and with that it is done.
  if (kind === "next_step" && isOurs) return `/notes/new?partner=${id}&done=1`;
  if (kind === "edition" && isOurs) return `/activities/new?next=${id}`;
  if (kind === "visa") return `${record}#members`;
  // A promise has a page of its own: who leads it may not see the visit it was made on.
  if (said_id) return addressOf(`${of}_${kind}`, said_id) ?? `${record}/${kind}s/${said_id}`;
  return step ? `${record}/${stepAddress(step)}` : record;
}

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const inside = work.actor.reach === "staff" || work.actor.reach === "reader";
    const all = event.url.searchParams.get("all") ?? undefined;
    const listTold = async () => tellHistory(work, inside ? await listLatestHistory(work, 60) : [], 6);
    const [today, told, unsafe, steps] = await Promise.all([
      findToday(work, all),
      listTold(),
      findUnsafe(work),
      findFirstWeek(work),
    ]);
    return {
      ...today,
      unsafe,
      hasWeek: hasWeek(work.actor),
      // Asked of what the process knows: Today costs no statement more for it.
      isBeginning: canSayIdentity(work.actor) && !home().is_set_up,
      firstWeek: steps.map((step) => ({
        ...step,
        title: titleOfTask(event.locals.locale, step.task),
        how: placeOfTask(step.task),
      })),
      granted: {
        ...today.granted,
        items: today.granted.items.map((one) => ({ ...one, href: addressOf(one.kind, one.id) })),
      },
      asked: {
        ...today.asked,
        items: today.asked.items.map((one) => ({
          ...one,
          unit_name_in: asUnionCalled(one.unit_name, one.unit_name_in),
        })),
      },
      back: {
        ...today.back,
        items: today.back.items.map((one) => ({
          ...one,
          href: `${addressOf(one.subject_kind, one.subject_id)}/${one.kind}s/${one.id}/again`,
        })),
      },
      due: { ...today.due, items: today.due.items.map((one) => ({ ...one, href: placeOf(one) })) },
      changes: told.map((one) => ({ ...one, href: addressOf(one.kind, one.subject_id) })),
    };
  });

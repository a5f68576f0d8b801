import type { RequestEvent } from "@sveltejs/kit";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { found, load as read, submit } from "./http.server.ts";
import type { KindName } from "./kinds.ts";
import { addressOf } from "./kinds.ts";
import type { StepAct } from "./steps.ts";
import { today } from "./time.ts";

type StepPages<Name extends string, Fields extends string, Found, Shown> = {
  kind: KindName;
  acts: Record<Name, StepAct<Fields>>;
  find: (work: Work, id: string) => Promise<Found | undefined>;
  mayTake: (actor: Actor, step: Name, record: Found) => boolean;
  /** What a page shows of the record and what its form offers. */
  show: (work: Work, record: Found, step: Name) => Shown | Promise<Shown>;
};

/** The pages of a record's steps: open to whom the command lets take them; one taken leads back to the record. */
export function stepPages<Name extends string, Fields extends string, Found, Shown extends object>({
  kind,
  acts,
  find,
  mayTake,
  show,
}: StepPages<Name, Fields, Found, Shown>) {
  return function pageOf<Params>(placeOf: (params: Params) => { id: string; step: Name }) {
    type Event = RequestEvent & { params: Params };
    const load = (event: Event) =>
      read(event, async (work) => {
        const { id, step } = placeOf(event.params);
        const record = found(await find(work, id));
        requirePermission(mayTake(work.actor, step, record));
        const { fields, isDanger = false } = acts[step];
        const looks = { step, fields, isDanger, back: addressOf(kind, id) ?? "/" };
        return { looks, today: today(), ...(await show(work, record, step)) };
      });
    const take = (event: Event) => {
      const { id, step } = placeOf(event.params);
      const { form, take, did } = acts[step];
      return submit(event, form, async (work, input) => {
        const next = await take(work, id, input);
        return `${addressOf(kind, next ?? id)}?did=${(await did?.(input, work, id)) ?? `${kind}_${step}`}`;
      });
    };
    return { load, actions: { default: take } };
  };
}

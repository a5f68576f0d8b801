import type { RequestEvent } from "@sveltejs/kit";
import { z } from "zod";
import type { Work } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { id } from "./forms.ts";
import { MOST_ROWS } from "./grid.ts";
import { found, load as read, submit } from "./http.server.ts";
import { addressOf } from "./kinds.ts";
import type { Owned, PartPages } from "./part-page.server.ts";
import type { Part, RecordParts } from "./part.server.ts";
import type { Together } from "./part-together.server.ts";
import { findTogether, removeTogether } from "./part-together.server.ts";

const togetherForm = z.object({
  first: id(),
  last: id(),
  count: z.coerce.number().int().min(1).max(MOST_ROWS),
});

/** Those that an address says were added together. */
function togetherIn(search: URLSearchParams): Together | undefined {
  return togetherForm.safeParse(Object.fromEntries(search)).data;
}

/** What a record's page offers right after several were added: to take them out again at once, while none was changed. */
export async function undoOf<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  { recordId, name, list }: { recordId: string; name: Name; list: string },
  url: URL,
) {
  if (url.searchParams.get("did") !== "parts_added") return undefined;
  const together = togetherIn(url.searchParams);
  const stands = together && (await findTogether(work, below, { recordId, name }, together));
  return stands && { href: `${addressOf(below.kind, recordId)}/${list}/several/undo`, sent: together };
}

/** The page where those that were added together are taken out again, for who came without script or looks before; its form is sent by the notice too. */
export function undoPages<
  Owner extends Owned,
  Name extends string,
  Parts extends Record<Name, Part<Owner>>,
  Params,
  Shown extends object,
>(
  below: RecordParts<Owner, Parts>,
  { placeOf, show, lists }: Pick<PartPages<Owner, Name, Params, Shown>, "placeOf" | "show" | "lists">,
) {
  type Event = RequestEvent & { params: Params };
  const load = (event: Event) =>
    read(event, async (work) => {
      const { recordId, name } = placeOf(event.params);
      const owner = found(await below.find(work, recordId));
      requirePermission(below.mayChange(work.actor, owner));
      const together = togetherIn(event.url.searchParams);
      const rows = together && (await findTogether(work, below, { recordId, name }, together));
      return { name, together, rows, ...(await show(work, owner, undefined, event.locals)) };
    });
  const undo = (event: Event) => {
    const { recordId, name } = placeOf(event.params);
    return submit(event, togetherForm, async (work, together) => {
      await removeTogether(work, below, { recordId, name }, together);
      const back = `${addressOf(below.kind, recordId)}?did=parts_removed&count=${together.count}`;
      return `${back}#${lists[name]}`;
    });
  };
  return { load, actions: { default: undo } };
}

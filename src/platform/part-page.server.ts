import type { RequestEvent } from "@sveltejs/kit";
import { z } from "zod";
import type { Work } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { flag, version } from "./forms.ts";
import { gridOf } from "./grid.ts";
import type { Rights } from "./history.server.ts";
import { found, load as read, submit } from "./http.server.ts";
import { addressOf } from "./kinds.ts";
import type { Part, RecordParts } from "./part.server.ts";
import { addPart, addParts, changePart, findPart, removePart } from "./part.server.ts";
import { askOfTwins, togetherOf } from "./part-together.server.ts";
import { undoPages } from "./part-undo-page.server.ts";

export type Owned = Rights & { id: string };
type PartRow = NonNullable<Awaited<ReturnType<typeof findPart>>>;

export type PartPages<Owner, Name extends string, Params, Shown> = {
  /** Which part an address means; none has an id yet where it is added. */
  placeOf: (params: Params) => { recordId: string; name: Name; id?: string | undefined };
  /** What a page shows of the record and what its form offers. */
  show: (work: Work, owner: Owner, part: PartRow | undefined, locals: App.Locals) => Promise<Shown>;
  /** The fields of a part that begin with a value, where several are typed in a grid. */
  begun?: (name: Name) => readonly string[];
  /** Where each list stands on the record's page. */
  lists: Record<Name, string>;
};

/** The pages where what stands below a record is added, corrected and removed: open to whom the command lets change it. */
export function partPages<
  Owner extends Owned,
  Name extends string,
  Parts extends Record<Name, Part<Owner>>,
  Params,
  Shown extends object,
>(below: RecordParts<Owner, Parts>, { placeOf, show, lists, begun = () => [] }: PartPages<Owner, Name, Params, Shown>) {
  type Event = RequestEvent & { params: Params };
  const stored = ({ params }: Event) => ({ ...placeOf(params), id: found(placeOf(params).id) });
  const formOf = (name: Name): Parts[Name]["form"] => below.parts[name].form;
  const backTo = (id: string, did: string) => `${addressOf(below.kind, id)}?did=${did}`;

  const load = (event: Event) =>
    read(event, async (work) => {
      const { id, ...place } = placeOf(event.params);
      const owner = found(await below.find(work, place.recordId));
      requirePermission(below.mayChange(work.actor, owner));
      const part = id === undefined ? undefined : found(await findPart(work, below, { ...place, id }));
      return { name: place.name, part, ...(await show(work, owner, part, event.locals)) };
    });
  const add = (event: Event) => {
    const { recordId, name } = placeOf(event.params);
    const asked = z.intersection(formOf(name), z.object({ is_another: flag() }));
    return submit(event, asked, async (work, { is_another, ...typed }) => {
      const values = typed as z.output<Parts[Name]["form"]>;
      if (!is_another) await askOfTwins(work, below, { recordId, name, list: lists[name] }, [{ values }]);
      await addPart(work, below, { recordId, name }, values);
      return `${backTo(recordId, "part_added")}#${lists[name]}`;
    });
  };
  const addSeveral = (event: Event) => {
    const { recordId, name } = placeOf(event.params);
    return submit(event, gridOf(formOf(name), begun(name)), async (work, { rows, is_another }) => {
      if (!is_another) await askOfTwins(work, below, { recordId, name, list: lists[name] }, rows);
      const { first, last, count } = togetherOf(await addParts(work, below, { recordId, name }, rows));
      const added = new URLSearchParams({ count: String(count), first, last });
      return `${backTo(recordId, "parts_added")}&${added.toString()}#${lists[name]}`;
    });
  };
  const change = (event: Event) => {
    const place = stored(event);
    const { form, correction = form } = below.parts[place.name];
    const versioned = z.intersection(correction, z.object({ version: version() }));
    return submit(event, versioned, async (work, { version, ...values }) => {
      // The form of a correction has the fields of the form, typed there.
      await changePart(work, below, { ...place, version }, values as z.output<Parts[Name]["form"]>);
      return backTo(place.recordId, "saved");
    });
  };
  const remove = (event: Event) =>
    submit(event, z.object({}), async (work) => {
      await removePart(work, below, stored(event));
      return backTo(stored(event).recordId, "part_removed");
    });
  return {
    add: { load, actions: { default: add } },
    addSeveral: { load, actions: { default: addSeveral } },
    undoSeveral: undoPages(below, { placeOf, show, lists }),
    change: { load, actions: { default: change } },
    remove: { load, actions: { default: remove } },
  };
}

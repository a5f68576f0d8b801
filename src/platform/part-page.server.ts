import type { RequestEvent } from "@sveltejs/kit";
import { z } from "zod";
import { version } from "./forms.ts";
import type { Rights } from "./history.server.ts";
import { submit } from "./http.server.ts";
import type { Part, RecordParts } from "./part.server.ts";
import { addPart, changePart, removePart } from "./part.server.ts";

type Owned = Rights & { id: string };

/** The page where a part is added, and where it goes then. */
export function submitNewPart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  event: RequestEvent,
  below: RecordParts<Owner, Parts>,
  place: { recordId: string; name: Name },
  target: string,
) {
  const form: Parts[Name]["form"] = below.parts[place.name].form;
  return submit(event, form, async (work, values) => {
    await addPart(work, below, place, values);
    return target;
  });
}

/** The page where a part is corrected; the version that was read comes back with what was typed. */
export function submitPart<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  event: RequestEvent,
  below: RecordParts<Owner, Parts>,
  place: { recordId: string; name: Name; id: string },
  target: string,
) {
  const { form, correction = form } = below.parts[place.name];
  const versioned = z.intersection(correction, z.object({ version: version() }));
  return submit(event, versioned, async (work, { version, ...values }) => {
    // The form of a correction has the fields of the form, typed there.
    await changePart(work, below, { ...place, version }, values as z.output<Parts[Name]["form"]>);
    return target;
  });
}

/** The page that asks whether a part may go. */
export function submitRemoval<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  event: RequestEvent,
  below: RecordParts<Owner, Parts>,
  place: { recordId: string; name: Name; id: string },
  target: string,
) {
  return submit(event, z.object({}), async (work) => {
    await removePart(work, below, place);
    return target;
  });
}

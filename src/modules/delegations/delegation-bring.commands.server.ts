import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";
import { same } from "#platform/identity.ts";
import type { Together } from "#platform/part-together.server.ts";
import { togetherOf } from "#platform/part-together.server.ts";
import { addParts, openRecord } from "#platform/part.server.ts";
import { listFormerMembers, listOwnPeople } from "./delegation-bring.queries.server.ts";
import type { bringForm } from "./delegation.forms.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";

/** Adds those who were ticked as plain members, each once, with what the last visit or their post says of them. Passports are asked anew. */
export async function bringMembers(
  work: Work,
  recordId: string,
  { member_ids, user_ids }: z.output<typeof bringForm>,
): Promise<Together> {
  const visit = await openRecord(work, DELEGATION_PARTS, recordId);
  const former = await listFormerMembers(work, visit, { ids: member_ids });
  const own = await listOwnPeople(work, visit, { ids: user_ids });
  const rest = own.filter((one) => !former.some((other) => same(other.name) === same(one.name)));
  const rows = [...former, ...rest.map((one) => ({ ...one, year_of_birth: null }))].map((one, at) => ({
    at,
    values: {
      name: one.name,
      role: "member" as const,
      position: one.position ?? undefined,
      home: one.home ?? undefined,
      year_of_birth: one.year_of_birth ?? undefined,
    },
  }));
  if (rows.length === 0) throw new FieldError("member_ids", "rule_nobody_ticked");
  return togetherOf(await addParts(work, DELEGATION_PARTS, { recordId, name: "member" }, rows));
}

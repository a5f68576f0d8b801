import type { Names } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import { roleWord } from "#platform/own-words.ts";
import * as m from "#words/messages.js";

type Decider = {
  name: string;
  post: string | null;
  role: string;
  unit_name: string;
  unit_name_in: Names;
  signers: { name: string; post: string | null; signed_as: string }[];
};

/** Who decides, by name and post, and who signs for them today; the role in the unit where the register knows no post. */
export function whoDecides(by: Decider[]): string {
  if (by.length === 0) return m.delegation_nobody_decides();
  return by
    .map((one) => {
      const post = one.post ?? `${roleWord(one.role)}, ${nameOf(one, "unit_name")}`;
      const signers = one.signers.map((signer) => m.decider_signs({ signed: signer.signed_as, name: signer.name }));
      return [m.decider_post({ name: one.name, post }), ...signers].join("; ");
    })
    .join("; ");
}

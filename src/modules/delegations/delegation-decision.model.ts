import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";
import type { DelegationStatus } from "./delegation.model.ts";
import { DECIDED } from "./delegation.model.ts";

/** The approval that counts now: of a visit that stands decided, the one that has not ended. */
export function approvalInForce<Decision extends { step: string; ended_at: Date | null }>(
  status: DelegationStatus,
  decisions: Decision[],
): Decision | undefined {
  if (!DECIDED.includes(status)) return undefined;
  return decisions.findLast((one) => one.step === "approve" && one.ended_at === null);
}

/** Who signed, and in whose name: both with their posts, as they were on the day. */
export type Signature = {
  decided_by_name: string;
  decided_by_post: string | null;
  signed_as: string | null;
  on_behalf_of_name: string | null;
  on_behalf_of_post: string | null;
};

const named = (post: string | null, name: string | null) => [post, name].filter(Boolean).join(" ");

/** "TUQ. Chủ tịch Phan Minh Anh: Chánh Văn phòng Trần Thu Hà"; without another's name the signer's alone. */
export function signedBy(one: Signature): string {
  const own = named(one.decided_by_post, one.decided_by_name);
  if (!one.signed_as) return own;
  return `${one.signed_as}. ${named(one.on_behalf_of_post, one.on_behalf_of_name)}: ${own}`;
}

/** Who signs: the power and offices in capitals, line by line, the name, and for whom where a paper says so in words (Decree 30/2020, art. 13). */
export type SignatureBlock = { title: string; name: string; signed_for: string };

/** What stands under a paper that was signed. */
export function signatureBlock(one: Signature): SignatureBlock {
  const own = officeSaid(one.decided_by_post);
  if (!one.signed_as) return { title: own, name: one.decided_by_name, signed_for: "" };
  return {
    title: `${one.signed_as}. ${officeSaid(one.on_behalf_of_post)}\n${own}`,
    name: one.decided_by_name,
    signed_for: m.paper_signed_for({
      signed: one.signed_as,
      named: named(one.on_behalf_of_post, one.on_behalf_of_name),
    }),
  };
}

/** An office as it stands above a signature; of one that no register knows the place is left open. */
export const officeSaid = (post: string | null | undefined) =>
  (post ?? m.paper_signer()).toLocaleUpperCase(getLocale());

/** The office that a deputy stands in for: "Phó Chủ tịch" for "Chủ tịch"; undefined where the post is none of a deputy. */
export function officeOfHead(post: string | null): string | undefined {
  const [, rest] = /^phó\s+(\S.*)$/iu.exec(post?.normalize("NFC") ?? "") ?? [];
  return rest && rest.charAt(0).toLocaleUpperCase("vi") + rest.slice(1);
}

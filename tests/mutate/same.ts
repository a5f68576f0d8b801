import type { Break } from "./conditions.ts";

/** Breaks that change nothing anybody could see, each with its reason; they are counted apart. */
const SAME: [breaks: RegExp, why: string][] = [
  [
    /^access_(appointment|invitation)\.(changeable|insertable|readable) .*AS actor_reach\) = 'staff'::text\) → true$|^access_\w+\.readable .*ANY \(ARRAY\['staff'::text, 'reader'::text\]\)\) → true$/,
    "only staff and auditors have places, and actor_paths() gives none to anybody else: the same is said twice",
  ],
  [
    /: \(cardinality\(shared_paths\) > 0\) → true$/,
    "an empty list overlaps nothing; the question is there because it costs less",
  ],
];

export const whyTheSame = ({ name }: Break): string | undefined => SAME.find(([breaks]) => breaks.test(name))?.[1];

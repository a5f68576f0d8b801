import type { Break } from "./conditions.ts";

/** Breaks that change nothing anybody could see, each with its reason; they are counted apart. */
const SAME: [breaks: RegExp, why: string][] = [
  [
    /^access_(appointment|invitation)\.(changeable|insertable|readable) .*AS actor_reach\) = 'staff'::text\) → true$|^(access_\w+|backup_run|history_check)\.readable .*ANY \(ARRAY\[('system'::text, )?'staff'::text, 'reader'::text\]\)\) → true$|^partner_next_steps .*'reader'\)\) → true$/,
    "only staff and auditors have places, and actor_paths() gives none to anybody else: the same is said twice",
  ],
  [
    /^(unit|unit_\w+|delegation_route|reference_correction)\.(changeable|insertable) .*AS actor_reach\) = 'staff'::text\) → true$/,
    "the roles that are named beside it are those of staff: the same is said twice",
  ],
  [
    /: \(cardinality\(shared_paths\) > 0\) → true$/,
    "an empty list overlaps nothing; the question is there because it costs less",
  ],
  [
    /^(history\.follows|history_state\.forgotten) with check .*'system'::text\) → true$|\.changeable with check #\d+: .*false → true$/,
    "who changes a row was asked of the row as it stood, and is the same who is asked again",
  ],
  [/^exchange\w*\.near .*'public'::row_visibility\) → false$/, "what is said is never public: the table refuses it"],
  [/^act_as .*current_setting\('amity\.\w+', true → false$/, "what is asked for was set by the statement before"],
  [
    /^partner_whole .*unit_path, false → true$/,
    "neither side is ever unknown, so what stands for it is never asked for",
  ],
];

export const whyTheSame = ({ name }: Break): string | undefined => SAME.find(([breaks]) => breaks.test(name))?.[1];

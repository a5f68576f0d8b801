/** The standard order of an annual report's paragraphs (union-work.md section 6). */
export const SECTIONS = [
  "context",
  "high_level",
  "bilateral",
  "multilateral",
  "anniversaries",
  "aid",
  "research",
  "information",
  "overseas",
  "economic",
  "organisation",
  "emulation",
  "limits",
  "next_year",
] as const;

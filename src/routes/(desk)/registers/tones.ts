/** How a line of the book that stands no more, or never did, is marked. */
export const TONES: Record<string, "warning" | "neutral"> = {
  cancelled: "warning",
  unused: "neutral",
  taken_back: "neutral",
};

/** Browsers and systems by the mark that they leave, the particular before what they all claim to be. */
const BROWSERS = {
  "Edg/": "Edge",
  "OPR/": "Opera",
  coc_coc: "Cốc Cốc",
  "Firefox/": "Firefox",
  "Chrome/": "Chrome",
  "Safari/": "Safari",
};
const SYSTEMS = {
  iPhone: "iPhone",
  iPad: "iPad",
  Android: "Android",
  Windows: "Windows",
  "Mac OS X": "Mac",
  CrOS: "ChromeOS",
  Linux: "Linux",
};

const named = (marks: Record<string, string>, said: string) =>
  Object.entries(marks).find(([mark]) => said.includes(mark))?.[1];

/** What a browser says of itself as its owner would call it: "Chrome, Windows"; what says neither stands as it is. */
export function deviceOf(agent: string | null): string {
  const said = agent ?? "";
  return [named(BROWSERS, said), named(SYSTEMS, said)].filter(Boolean).join(", ") || said || "–";
}

/** What is set in the program, in the order in which a union is set up, and where; `log` is the kind of line by which its changes are found in the log. */
export const PLACES = [
  { name: "identity", href: "/identity" },
  { name: "words", href: "/identity/words" },
  { name: "units", href: "/units", log: "unit" },
  { name: "people", href: "/people", log: "appointment" },
  { name: "routes", href: "/delegations/routes" },
  { name: "activity_kinds", href: "/activities/kinds", log: "activity_own_kind" },
  { name: "series", href: "/activities/series", log: "activity_series" },
  { name: "templates", href: "/paper-templates", log: "paper_template" },
  { name: "symbols", href: "/registers/symbols", log: "register_symbol" },
  { name: "days", href: "/facts/days" },
  { name: "facts", href: "/facts/countries" },
  { name: "mail", href: "/letters" },
  { name: "keys", href: "/people/keys", log: "token" },
  { name: "backups", href: "/backups" },
  { name: "security", href: "/security" },
  { name: "set_up", href: "/set-up" },
] as const satisfies readonly { name: string; href: string; log?: string }[];
export type PlaceName = (typeof PLACES)[number]["name"];

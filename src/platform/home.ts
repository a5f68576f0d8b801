import { locales } from "#words/runtime.js";
import type { Named, Names } from "./names.ts";
import type { PaperLayout } from "./paper-layout.ts";

type Locale = (typeof locales)[number];

/** Whose union this is, as its administrator says it on /identity (module identity). */
export type Home = {
  id: string | null;
  name: string;
  name_in: Names;
  short_name: string;
  short_name_in: Names;
  /** The letters that stand where there is no room for a name. */
  seal: string;
  seat: string;
  seat_in: Names;
  /** The country whose union this is: it is no partner of its own. */
  country: string | null;
  /** IANA: days begin and end by its clocks. */
  zone: string;
  calendar: string | null;
  currency: string | null;
  language: Locale;
  language_international: Locale;
  /** Offered besides: to people outside, at the sign-in and on the account page. */
  languages_further: Locale[];
  paper_layout: PaperLayout;
  /** 1 is Monday, 7 is Sunday. */
  week_starts: number;
  accent: string | null;
  /** The picture shown in the place of the letters, in the file store. */
  logo_sha256: string | null;
  logo_type: string | null;
  /** The first day is over: the administrator did the set-up, or put it aside. */
  is_set_up: boolean;
  /** Nobody is sent a letter from here: links are handed over. */
  is_without_mail: boolean;
  /** Its own words, kinds of units and work (own-words.ts). */
  words: Record<string, Named>;
  kinds: string[];
  works: string[];
  version: number;
};

/** Until somebody says whose it is: no country, the world's clock. */
export const NEUTRAL: Home = {
  id: null,
  name: "Amity",
  name_in: {},
  short_name: "Amity",
  short_name_in: {},
  seal: "A",
  seat: "",
  seat_in: {},
  country: null,
  zone: "UTC",
  calendar: null,
  currency: null,
  language: "en",
  language_international: "en",
  languages_further: ["fr"],
  paper_layout: "plain",
  week_starts: 1,
  accent: null,
  logo_sha256: null,
  logo_type: null,
  is_set_up: false,
  is_without_mail: false,
  words: {},
  kinds: [],
  works: ["aid", "missions"],
  version: 0,
};

// The page says to its script by which clock it was written (app.html); what runs beside a page knows no more of the union.
const inBrowser = typeof document === "undefined" ? undefined : document.documentElement.dataset;

/** Its own words in the language of the page, its kinds and work. */
function saidToScript(own: string | undefined): Pick<Home, "words" | "kinds" | "works"> {
  const { words, kinds, works } = JSON.parse(own || "{}") as Record<"words", Record<string, string>> & Partial<Home>;
  const named = Object.entries(words ?? {}).map(([word, name]) => [word, { name, name_in: {} }]);
  return {
    words: Object.fromEntries(named) as Home["words"],
    kinds: kinds ?? NEUTRAL.kinds,
    works: works ?? NEUTRAL.works,
  };
}

/** In which languages the union speaks: by them names are chosen. */
function spoken(languages = ""): Pick<Home, "language" | "language_international"> {
  const [language = NEUTRAL.language, language_international = language] = languages
    .split(" ")
    .filter(Boolean) as Locale[];
  return { language, language_international };
}

type Held = { home?: Home };
const only: Held = inBrowser?.zone
  ? { home: { ...NEUTRAL, zone: inBrowser.zone, ...spoken(inBrowser.languages), ...saidToScript(inBrowser.own) } }
  : {};
let held: () => Held = () => only;

/** What serves several unions keeps each one's apart (union.server.ts); it begins with what is known of the first. */
export function findHomeBy(make: (first: Held) => () => Held): void {
  held = make(only);
}

/** Whose union it is that is worked for: read as the process starts and again when a change is told. */
export const home = (): Home => held().home ?? NEUTRAL;

export function setHome(said: Home): void {
  held().home = said;
}

/** Its own language and the one in which it speaks with the world. */
export const unionLanguages = (): Locale[] => [...new Set([home().language, home().language_international])];

/** What the sign-in and the account page offer; until somebody said whose union it is, whatever there is. */
export const offeredLanguages = (): Locale[] =>
  home().id === null ? [...locales] : [...new Set([...unionLanguages(), ...home().languages_further])];

export const homeCountry = (): string | null => home().country;
export const homeZone = (): string => home().zone;
/** The calendar of days off; one that no release has goes by the country's code, or stands alone. */
export const homeCalendar = (): string => home().calendar ?? homeCountry()?.toLowerCase() ?? "own";

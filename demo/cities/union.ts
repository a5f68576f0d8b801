import type { Planted } from "#modules/units/unit-tree.commands.server.ts";
import type { Home } from "#platform/home.ts";

/** A union that has nothing to do with the first: cities and their twins, in a country of cantons. Federation, units and people are invented. */
export const UNION: Omit<Home, "id" | "version" | "logo_sha256" | "logo_type" | "words" | "kinds" | "works"> = {
  name: "Federation of Sister-City Committees",
  name_in: { fr: "Fédération des comités de jumelage" },
  short_name: "Sister Cities",
  short_name_in: { fr: "Jumelages" },
  seal: "SC",
  seat: "Bern",
  seat_in: { fr: "Berne" },
  country: "CH",
  zone: "Europe/Zurich",
  calendar: "ch",
  currency: "CHF",
  language: "en",
  language_international: "en",
  languages_further: ["fr"],
  paper_layout: "plain",
  week_starts: 1,
  is_set_up: true,
  is_without_mail: false,
  accent: "#a4262c",
};

/** What it calls its units and the parts of its country; it keeps no register of aid and has no missions. */
export const OWN = {
  kinds: ["union", "standing_agency", "department", "committee", "provincial_union", "chapter"] as const,
  works: [],
  words: {
    union: { name: "Federation", name_in: { fr: "Fédération" } },
    standing_agency: { name: "Secretariat", name_in: { fr: "Secrétariat" } },
    department: { name: "Office", name_in: { fr: "Bureau" } },
    committee: { name: "Commission", name_in: { fr: "Commission" } },
    provincial_union: { name: "Cantonal section", name_in: { fr: "Section cantonale" } },
    chapter: { name: "City committee", name_in: { fr: "Comité de jumelage" } },
    unit_officer: { name: "Section officer", name_in: { fr: "Responsable de section" } },
    province: { name: "Canton", name_in: { fr: "Canton" } },
    provinces: { name: "Cantons", name_in: { fr: "Cantons" } },
  },
};

const unit = (code: string, parent: string | null, kind: string, names: [en: string, fr: string]): Planted => ({
  code,
  parent,
  kind,
  language: "en",
  name: names[0],
  name_in: { fr: names[1] },
  confidence: "A",
  source: "invented",
  founded_on: "1991-05-03",
});

const section = (code: string, canton: string, names: [string, string]): Planted => ({
  ...unit(code, "federation", "provincial_union", names),
  province_code: canton,
});
const city = (code: string, parent: string, canton: string, names: [string, string]): Planted => ({
  ...unit(code, parent, "chapter", names),
  province_code: canton,
});

export const TREE: Planted[] = [
  {
    ...unit("federation", null, "union", [UNION.name, "Fédération des comités de jumelage"]),
    province_code: "BE",
  },
  unit("secretariat", "federation", "standing_agency", ["Secretariat", "Secrétariat"]),
  unit("programmes", "secretariat", "department", ["Office for Programmes", "Bureau des programmes"]),
  unit("youth", "federation", "committee", ["Commission for Youth and Schools", "Commission jeunesse et écoles"]),
  unit("climate", "federation", "committee", ["Commission for Climate and Water", "Commission climat et eau"]),
  section("section_zh", "ZH", ["Zurich Section", "Section de Zurich"]),
  section("section_be", "BE", ["Bern Section", "Section de Berne"]),
  section("section_vd", "VD", ["Vaud Section", "Section vaudoise"]),
  section("section_ge", "GE", ["Geneva Section", "Section de Genève"]),
  section("section_ti", "TI", ["Ticino Section", "Section tessinoise"]),
  section("section_lu", "LU", ["Lucerne Section", "Section de Lucerne"]),
  city("zurich", "section_zh", "ZH", ["Zurich - Kunming Committee", "Comité Zurich - Kunming"]),
  city("winterthur", "section_zh", "ZH", ["Winterthur - Plzeň Committee", "Comité Winterthour - Plzeň"]),
  city("thun", "section_be", "BE", ["Thun - Gabrovo Committee", "Comité Thoune - Gabrovo"]),
  city("lausanne", "section_vd", "VD", ["Lausanne - Osijek Committee", "Comité Lausanne - Osijek"]),
  city("luzern", "section_lu", "LU", ["Lucerne - Olomouc Committee", "Comité Lucerne - Olomouc"]),
];

/** Cities abroad that its units work with, each with the unit that keeps it. */
export const TWINS: [unit: string, iso2: string, city: string][] = [
  ["zurich", "CN", "Kunming"],
  ["zurich", "US", "San Francisco"],
  ["winterthur", "CZ", "Plzeň"],
  ["winterthur", "AT", "Hall in Tirol"],
  ["thun", "BG", "Gabrovo"],
  ["lausanne", "HR", "Osijek"],
  ["luzern", "CZ", "Olomouc"],
  ["luzern", "GB", "Bournemouth"],
  ["luzern", "PL", "Cieszyn"],
  ["luzern", "US", "Chicago"],
  ["section_vd", "FR", "Annecy"],
  ["section_vd", "JP", "Takarazuka"],
  ["section_ge", "BR", "Belo Horizonte"],
  ["section_ge", "SN", "Saint-Louis"],
  ["section_ti", "IT", "Campione d'Italia"],
  ["section_ti", "IT", "Pavia"],
  ["section_be", "DE", "Freiburg"],
  ["section_zh", "KR", "Daegu"],
];

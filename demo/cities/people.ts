import type { DemoAccount } from "../people.ts";

type Account = Omit<DemoAccount, "locale">;

/** The accounts that the sign-in page offers; the first unit is the one acted for. */
export const ACCOUNTS: Account[] = [
  { name: "Regula Amstutz", email: "leader@demo.example", role: "leader", units: ["federation"] },
  { name: "Philippe Jaquier", email: "office@demo.example", role: "office", units: ["federation"] },
  { name: "Nora Bernasconi", email: "desk@demo.example", role: "desk_officer", units: ["programmes", "youth"] },
  { name: "Beat Zollinger", email: "section.zurich@demo.example", role: "unit_officer", units: ["section_zh"] },
  { name: "Camille Rochat", email: "section.vaud@demo.example", role: "unit_officer", units: ["section_vd"] },
  { name: "Luca Pedrazzini", email: "section.ticino@demo.example", role: "unit_officer", units: ["section_ti"] },
  { name: "Ursina Caduff", email: "city.zurich@demo.example", role: "association_officer", units: ["zurich"] },
  { name: "Hans Odermatt", email: "city.lucerne@demo.example", role: "association_officer", units: ["luzern"] },
  { name: "Anne Favre", email: "ministry@demo.example", role: "consulted_agency", units: ["federation"] },
  { name: "Jana Nováková", email: "partner@demo.example", role: "partner", units: ["federation"] },
  { name: "Yves Monnier", email: "press@demo.example", role: "press", units: ["secretariat"] },
  { name: "Doris Wyss", email: "auditor@demo.example", role: "auditor", units: ["federation"] },
  { name: "Marco Keller", email: "admin@demo.example", role: "administrator", units: ["federation"] },
];

/** Who holds which post without working in the system themselves. */
export const POSTS: [unit: string, title: string, titleFr: string, holder: string][] = [
  ["federation", "President", "Présidente", "Regula Amstutz"],
  ["federation", "Secretary General", "Secrétaire général", "Philippe Jaquier"],
  ["federation", "Treasurer", "Trésorière", "Silvia Hunziker"],
  ["youth", "Chair", "Présidente", "Léa Perrin"],
  ["climate", "Chair", "Président", "Reto Schmid"],
  ["section_zh", "Chair", "Président", "Beat Zollinger"],
  ["section_be", "Chair", "Présidente", "Barbara Gerber"],
  ["section_vd", "Chair", "Présidente", "Camille Rochat"],
  ["section_ge", "Chair", "Président", "Olivier Pasche"],
  ["section_ti", "Chair", "Président", "Luca Pedrazzini"],
  ["section_lu", "Chair", "Présidente", "Monika Bucher"],
  ["zurich", "Chair", "Présidente", "Ursina Caduff"],
  ["winterthur", "Chair", "Président", "Daniel Frei"],
  ["thun", "Chair", "Présidente", "Christine Wenger"],
  ["lausanne", "Chair", "Président", "Bastien Cuendet"],
  ["luzern", "Chair", "Président", "Hans Odermatt"],
];

export const NAMES = [
  "Eva Baumann",
  "Jonas Meier",
  "Sophie Reymond",
  "Peter Lüthi",
  "Chiara Galli",
  "Marc Dubuis",
  "Anita Hofer",
  "Tim Brunner",
];

import type { Role } from "#platform/actor.ts";
import type { Random } from "./random.ts";

export type DemoAccount = { name: string; email: string; role: Role; units: string[]; locale?: "en" | "fr" };

/** The accounts that the sign-in page offers; the first unit is the one acted for. */
export const ACCOUNTS: DemoAccount[] = [
  { name: "Phan Minh Anh", email: "leader@demo.example", role: "leader", units: ["vufo"] },
  { name: "Trần Thu Hà", email: "office@demo.example", role: "office", units: ["vufo"] },
  {
    name: "Lê Quang Bình",
    email: "desk.europe@demo.example",
    role: "desk_officer",
    units: [
      "europe",
      "association_fr",
      "association_de",
      "association_pl",
      "association_bg",
      "association_ua",
      "association_se",
    ],
  },
  { name: "Nguyễn Hải Yến", email: "ngo.officer@demo.example", role: "ngo_officer", units: ["paccom"] },
  { name: "Đỗ Thị Lan", email: "province.hanoi@demo.example", role: "unit_officer", units: ["ha_noi"] },
  { name: "Huỳnh Văn Phúc", email: "province.cantho@demo.example", role: "unit_officer", units: ["can_tho"] },
  {
    name: "Vũ Đức Thịnh",
    email: "association.france@demo.example",
    role: "association_officer",
    units: ["association_fr"],
  },
  { name: "Bùi Ngọc Mai", email: "mission.france@demo.example", role: "mission_officer", units: ["mission_fr"] },
  { name: "Hoàng Gia Huy", email: "ministry@demo.example", role: "consulted_agency", units: ["vufo"] },
  { name: "Claire Dubois", email: "foreign.ngo@demo.example", role: "foreign_ngo", units: ["vufo"], locale: "en" },
  { name: "Marc Lefèvre", email: "partner@demo.example", role: "partner", units: ["vufo"], locale: "fr" },
  { name: "Phạm Khánh Linh", email: "press@demo.example", role: "press", units: ["thoi_dai"] },
  { name: "Cao Xuân Trường", email: "auditor@demo.example", role: "auditor", units: ["vufo"] },
  { name: "Lý Thành Nam", email: "admin@demo.example", role: "administrator", units: ["vufo"] },
];

const FAMILY = [
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Hoàng",
  "Huỳnh",
  "Phan",
  "Vũ",
  "Võ",
  "Đặng",
  "Bùi",
  "Đỗ",
  "Hồ",
  "Ngô",
  "Dương",
  "Lý",
];
const MIDDLE = ["Văn", "Thị", "Minh", "Thu", "Quốc", "Thanh", "Hồng", "Đức", "Ngọc", "Xuân", "Hải", "Anh"];
const GIVEN = [
  "An",
  "Bình",
  "Châu",
  "Dũng",
  "Giang",
  "Hà",
  "Hương",
  "Khánh",
  "Lan",
  "Long",
  "Mai",
  "Nam",
  "Oanh",
  "Phúc",
  "Quân",
  "Sơn",
  "Thảo",
  "Trang",
  "Tuấn",
  "Yến",
];

/** An invented Vietnamese name, family name first. */
export function inventVietnameseName(random: Random): string {
  return `${random.pick(FAMILY)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
}

const FOREIGN_GIVEN = [
  "Anna",
  "Pierre",
  "Hans",
  "María",
  "Ivan",
  "Yuki",
  "Chen",
  "Somchai",
  "Priya",
  "John",
  "Elena",
  "Carlos",
  "Ingrid",
  "Tomáš",
  "Amara",
  "Lucía",
  "David",
  "Sofia",
  "Karim",
  "Noor",
];
const FOREIGN_FAMILY = [
  "Martin",
  "Bernard",
  "Schmidt",
  "García",
  "Petrov",
  "Tanaka",
  "Wei",
  "Rattana",
  "Sharma",
  "Taylor",
  "Rossi",
  "Silva",
  "Larsen",
  "Novák",
  "Diallo",
  "Pérez",
  "Cohen",
  "Kowalska",
  "Haddad",
  "Rahman",
];

/** An invented foreign name, given name first. */
export function inventForeignName(random: Random): { given: string; family: string } {
  return { given: random.pick(FOREIGN_GIVEN), family: random.pick(FOREIGN_FAMILY) };
}

import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { PartnerKind } from "#platform/schema.gen.ts";
import { addDays } from "#platform/time.ts";
import { inventForeignName } from "./people.ts";
import type { Random } from "./random.ts";

export type DemoPartner = {
  kind: PartnerKind;
  name: string;
  name_in: Record<string, string>;
  family_name: string | null;
  given_name: string | null;
  position: string | null;
  country_iso2: string;
  birth_year: number | null;
  introduced_by: string | null;
  first_contact_on: string;
  next_step: string | null;
  next_step_on: string | null;
  unit: string;
};

/** Organizations that the sources name (union-work.md section 3.4). */
const REAL: [kind: PartnerKind, country: string, name: string, nameVi: string][] = [
  [
    "peoples_organization",
    "CN",
    "Chinese People's Association for Friendship with Foreign Countries (CPAFFC)",
    "Hội Hữu nghị đối ngoại nhân dân Trung Quốc",
  ],
  [
    "peoples_organization",
    "CN",
    "China Association for International Understanding (CAFIU)",
    "Hội Giao lưu quốc tế Trung Quốc",
  ],
  [
    "peoples_organization",
    "CU",
    "Cuban Institute of Friendship with the Peoples (ICAP)",
    "Viện Cuba hữu nghị với các dân tộc",
  ],
  ["friendship_association", "CU", "Cuba - Viet Nam Friendship Association", "Hội hữu nghị Cuba - Việt Nam"],
  [
    "solidarity_committee",
    "IN",
    "All India Peace and Solidarity Organisation (AIPSO)",
    "Tổ chức Hòa bình và Đoàn kết toàn Ấn Độ",
  ],
  [
    "peoples_organization",
    "IN",
    "Indian Society for Cultural Cooperation and Friendship (ISCUF)",
    "Hội Hợp tác văn hóa và hữu nghị Ấn Độ",
  ],
  ["friendship_association", "TH", "Thailand - Viet Nam Friendship Association", "Hội hữu nghị Thái Lan - Việt Nam"],
  ["friendship_association", "LA", "Lao - Viet Nam Friendship Association", "Hội hữu nghị Lào - Việt Nam"],
  ["friendship_association", "UA", "Ukraine - Viet Nam Friendship Association", "Hội hữu nghị Ukraine - Việt Nam"],
  ["friendship_association", "BE", "Belgium - Viet Nam Friendship Association", "Hội hữu nghị Bỉ - Việt Nam"],
  ["friendship_association", "CH", "Switzerland - Viet Nam Association", "Hội Thụy Sĩ - Việt Nam"],
  ["friendship_association", "FI", "Finland - Viet Nam Association", "Hội Phần Lan - Việt Nam"],
  ["friendship_association", "FR", "Association d'amitié franco-vietnamienne (AAFV)", "Hội hữu nghị Pháp - Việt"],
  ["friendship_association", "AU", "Australia - Viet Nam Friendship Association", "Hội hữu nghị Australia - Việt Nam"],
  ["friendship_association", "DZ", "Algeria - Viet Nam Friendship Association", "Hội hữu nghị Algeria - Việt Nam"],
  ["peoples_organization", "AR", "Instituto Cultural Argentina - Viet Nam", "Viện Văn hóa Argentina - Việt Nam"],
  ["peace_movement", "GR", "World Peace Council", "Hội đồng Hòa bình thế giới"],
  ["foundation", "DE", "Friedrich-Ebert-Stiftung", "Viện Friedrich-Ebert"],
  ["foundation", "DE", "Friedrich-Naumann-Stiftung", "Viện Friedrich-Naumann"],
  ["peoples_organization", "US", "Friendship Force International", "Tổ chức Lực lượng hữu nghị quốc tế"],
];

const POSITIONS = [
  "Chair",
  "Vice chair",
  "Secretary general",
  "Honorary president",
  "Former ambassador",
  "Professor",
  "Veteran and peace activist",
  "Coordinator for Viet Nam",
];
const STEPS = [
  "Gửi thư mời dự hội nghị thường niên",
  "Xác nhận chương trình thăm Hà Nội",
  "Gửi ảnh và bài viết của sự kiện",
  "Đề nghị giới thiệu đối tác trẻ",
];

type Ngo = { name_en: string; country_iso2: string | null; confidence: string };

/** Real organizations, and invented people marked as such; the same for every seed. */
export function demoPartners(random: Random, today: string, unitOf: (country: string) => string): DemoPartner[] {
  const empty = {
    family_name: null,
    given_name: null,
    position: null,
    birth_year: null,
    introduced_by: null,
    next_step: null,
    next_step_on: null,
  };
  const partners: DemoPartner[] = REAL.map(([kind, country_iso2, name, name_vi]) => ({
    ...empty,
    kind,
    name,
    name_in: name_vi ? { vi: name_vi } : {},
    country_iso2,
    first_contact_on: firstContact(random),
    unit: unitOf(country_iso2),
  }));
  for (const ngo of readFacts<Ngo>("foreign-ngos").filter((one) => one.country_iso2 && one.confidence !== "C"))
    partners.push({
      ...empty,
      kind: "foreign_ngo",
      name: ngo.name_en,
      name_in: {},
      country_iso2: ngo.country_iso2 ?? "US",
      first_contact_on: firstContact(random),
      unit: "paccom",
    });
  const countries = [
    "FR",
    "DE",
    "US",
    "JP",
    "CN",
    "LA",
    "KH",
    "RU",
    "CU",
    "IN",
    "TH",
    "KR",
    "IT",
    "GB",
    "SE",
    "PL",
    "CZ",
    "HU",
    "BG",
    "UA",
    "AU",
    "CA",
    "BR",
    "AR",
    "CL",
    "VE",
    "DZ",
    "MN",
    "ID",
    "PH",
    "MY",
    "SG",
    "NL",
    "BE",
    "ES",
    "FI",
    "IS",
    "UG",
    "BD",
    "GW",
    "LU",
  ];
  for (let index = 0; index < 240; index += 1) {
    const { given, family } = inventForeignName(random);
    const country_iso2 = countries[index % countries.length] ?? "FR";
    const hasStep = random.chance(0.12);
    partners.push({
      ...empty,
      kind: "individual_friend",
      name: `${given} ${family}`,
      name_in: {},
      family_name: family,
      given_name: given,
      position: random.pick(POSITIONS),
      country_iso2,
      birth_year: random.between(1938, 2001),
      introduced_by: "Dữ liệu mẫu (hư cấu)",
      first_contact_on: firstContact(random),
      unit: unitOf(country_iso2),
      next_step: hasStep ? random.pick(STEPS) : null,
      next_step_on: hasStep ? addDays(today, random.between(-12, 40)) : null,
    });
  }
  return partners;
}

function firstContact(random: Random): string {
  return `${random.between(1975, 2024)}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`;
}

import type { DoubtfulName } from "#platform/typed-country.ts";

/** States that are no more, and names that two countries bear: which one is meant is asked, never guessed. */
export const DOUBTFUL_NAMES: readonly DoubtfulName[] = [
  {
    names: [
      "USSR",
      "U.S.S.R.",
      "Soviet Union",
      "The Soviet Union",
      "Union of Soviet Socialist Republics",
      "Soviet",
      "Liên Xô",
      "Liên Xô cũ",
      "Liên bang Xô viết",
      "Liên bang Cộng hòa Xã hội Chủ nghĩa Xô viết",
      "СССР",
    ],
    may: ["RU", "UA", "BY", "KZ"],
  },
  {
    names: [
      "Yugoslavia",
      "Former Yugoslavia",
      "SFR Yugoslavia",
      "Federal Republic of Yugoslavia",
      "Nam Tư",
      "Nam Tư cũ",
    ],
    may: ["RS", "HR", "SI", "BA"],
  },
  {
    names: ["Serbia and Montenegro", "Serbia-Montenegro", "Serbia và Montenegro"],
    may: ["RS", "ME"],
  },
  { names: ["Czechoslovakia", "Czecho-Slovakia", "Tiệp Khắc", "Tiệp khắc cũ", "Tiệp"], may: ["CZ", "SK"] },
  {
    names: ["East Germany", "West Germany", "GDR", "German Democratic Republic", "Đông Đức", "Tây Đức"],
    may: ["DE"],
  },
  { names: ["CHDC Đức", "Cộng hòa Dân chủ Đức"], may: ["DE"] },
  { names: ["Korea", "Corea", "Cao Ly", "Cộng hòa Triều Tiên"], may: ["KR", "KP"] },
  { names: ["Congo", "Công-gô", "Kongo"], may: ["CG", "CD"] },
  { names: ["South Vietnam", "North Vietnam", "Việt Nam Cộng hòa", "Nam Việt Nam", "Bắc Việt Nam"], may: ["VN"] },
  { names: ["South Yemen", "North Yemen", "Nam Yemen", "Bắc Yemen"], may: ["YE"] },
  { names: ["Netherlands Antilles", "Dutch Antilles"], may: ["NL"] },
  { names: ["United Arab Republic", "UAR"], may: ["EG", "SY"] },
  { names: ["Indochina", "French Indochina", "Đông Dương"], may: ["VN", "LA", "KH"] },
  { names: ["Rhodesia"], may: ["ZW", "ZM"] },
  { names: ["Republic of China", "Cộng hòa Trung Hoa"], may: ["CN", "TW"] },
  { names: ["Georgia, USA", "Georgia, United States"], may: ["US", "GE"] },
  { names: ["Guiana"], may: ["GY", "SR"] },
];

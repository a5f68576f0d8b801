import type { Names } from "#platform/names.ts";
import { readFacts } from "./reference.commands.server.ts";

/** A unit as the facts tell it; `memberOf` and `parent` are codes. */
type FactUnit = {
  code: string;
  parent: string | null;
  kind: string;
  language: string;
  name: string;
  name_in: Names;
  country_iso2?: string | null;
  province_code?: string | null;
  founded_on?: string | null;
  source?: string | null;
  confidence?: string;
  memberOf?: string | undefined;
  accreditedTo?: string[];
};

type Member = {
  kind: string;
  name_vi: string;
  name_en: string;
  country: string | null;
  province_en: string | null;
  source: string;
};
type Province = { code: string; edition: number; name_en: string };
type Post = {
  id: number;
  host_iso2: string;
  city: string;
  kind: string;
  accredited_iso2: string[];
  confidence: string;
};
type Country = { iso2: string; name_vi: string; name_en: string };

/** Founding days that a source gives (union-work.md section 3.2). */
const FOUNDED: Record<string, string> = {
  US: "1945-10-17",
  CU: "1965-01-25",
  DE: "1985-05-23",
  AU: "1987-05-19",
  BY: "1997-04-20",
};

/** In Viet Nam the own name is the Vietnamese one. */
const called = (name_vi: string, name_en: string) => ({ language: "vi", name: name_vi, name_in: { en: name_en } });
const calledIn = ({ name_vi, name_en, source }: Member) => ({ ...called(name_vi, name_en), source });

const AGENCY: FactUnit[] = (
  [
    ["agency", "standing_agency", "Cơ quan thường trực", "Standing Agency"],
    ["office", "department", "Văn phòng", "Office"],
    ["europe", "department", "Ban Châu Âu", "Europe Department"],
    ["multilateral", "department", "Ban Đa phương", "Multilateral Affairs Department"],
    ["personnel", "department", "Ban Tổ chức - Cán bộ", "Organisation and Personnel Department"],
    ["asia_africa", "department", "Ban Châu Á - Châu Phi", "Asia-Africa Department", "B"],
    ["americas", "department", "Ban Châu Mỹ", "Americas Department", "B"],
    ["paccom", "department", "Ban Điều phối viện trợ nhân dân", "People's Aid Coordinating Committee (PACCOM)"],
    ["thoi_dai", "press", "Tạp chí Thời Đại", "Thoi Dai / The Vietnam Times"],
  ] as const
).map(([code, kind, name_vi, name_en, confidence = "A"]) => {
  const parent = code === "agency" ? "vufo" : "agency";
  return { code, parent, kind, ...called(name_vi, name_en), confidence };
});

const COMMITTEES: Record<string, string> = {
  Solidarity: "solidarity_committee",
  Peace: "peace_committee",
  Africa: "africa",
};

/** The tree of Viet Nam's union from the facts: agency, associations, committees, provincial unions, missions. Parents come first. */
export function listVietnamUnits(): FactUnit[] {
  const members = readFacts<Member>("member-organizations");
  const units: FactUnit[] = [
    {
      code: "vufo",
      parent: null,
      kind: "union",
      ...called("Liên hiệp các tổ chức hữu nghị Việt Nam", "Viet Nam Union of Friendship Organizations"),
      founded_on: "1950-11-17",
    },
    ...AGENCY,
  ];
  for (const one of members.filter((member) => member.kind === "national_association"))
    units.push(nationalAssociation(one));
  for (const one of members.filter((member) => member.kind === "specialised")) {
    const word = Object.keys(COMMITTEES).find((key) => one.name_en.includes(key)) ?? "Peace";
    units.push({
      code: COMMITTEES[word] ?? "committee",
      parent: "vufo",
      kind: word === "Africa" ? "central_association" : "committee",
      ...calledIn(one),
    });
  }
  const unions = provincialUnions(members);
  units.push(...unions, ...provincialAssociations(members, unions), ...missions());
  return units;
}

function nationalAssociation(one: Member): FactUnit {
  const iso2 = one.country ?? "XX";
  return {
    code: `association_${iso2.toLowerCase()}`,
    parent: "vufo",
    kind: "central_association",
    ...calledIn(one),
    country_iso2: one.country,
    founded_on: FOUNDED[iso2] ?? null,
  };
}

function provincialUnions(members: Member[]): FactUnit[] {
  const provinces = readFacts<Province>("provinces").filter((province) => province.edition === 2024);
  return members
    .filter((member) => member.kind === "provincial_union")
    .map((one) => ({
      code: slug(one.province_en ?? ""),
      parent: "vufo",
      kind: "provincial_union",
      ...calledIn(one),
      province_code: provinces.find((province) => province.name_en === one.province_en)?.code ?? null,
    }));
}

/** Below its provincial union, and by membership also in the national association of the country. */
function provincialAssociations(members: Member[], unions: FactUnit[]): FactUnit[] {
  const known = new Set(unions.map((union) => union.code));
  return members
    .filter((member) => member.kind === "provincial_association")
    .map((one) => {
      const province = slug(one.province_en ?? "");
      const country = one.country?.toLowerCase();
      return {
        code: `${province}_${country ?? "asean"}`,
        parent: known.has(province) ? province : "vufo",
        kind: "provincial_association",
        ...calledIn(one),
        country_iso2: one.country,
        memberOf: country && `association_${country}`,
      };
    });
}

function missions(): FactUnit[] {
  const countries = new Map(readFacts<Country>("countries").map((country) => [country.iso2, country]));
  const words: Record<string, [vi: string, en: string]> = {
    embassy: ["Đại sứ quán Việt Nam tại", "Embassy of Viet Nam in"],
    "consulate general": ["Tổng Lãnh sự quán Việt Nam tại", "Consulate General of Viet Nam in"],
    "permanent mission": ["Phái đoàn thường trực Việt Nam tại", "Permanent Mission of Viet Nam in"],
  };
  return readFacts<Post>("missions").map((post) => {
    const country = countries.get(post.host_iso2);
    const [vi, en] = words[post.kind] ?? ["Cơ quan đại diện Việt Nam tại", "Representation of Viet Nam in"];
    const place = post.kind === "embassy" ? undefined : post.city;
    return {
      code: `mission_${post.host_iso2.toLowerCase()}_${slug(post.city)}_${post.id}`,
      parent: "vufo",
      kind: "mission",
      ...called(`${vi} ${place ?? country?.name_vi}`, `${en} ${place ?? country?.name_en}`),
      country_iso2: post.host_iso2,
      confidence: post.confidence,
      accreditedTo: [post.host_iso2, ...post.accredited_iso2.filter((iso2) => countries.has(iso2))],
    };
  });
}

function slug(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/đ/gi, "d")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}

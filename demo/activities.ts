import type { ActivityKind, ActivityOccasion, ActivityStatus } from "#platform/schema.gen.ts";
import { addDays } from "#platform/time.ts";
import type { Random } from "./random.ts";

export type DemoActivity = {
  status: ActivityStatus;
  kind: ActivityKind;
  title: string;
  starts_on: string;
  countries: string[];
  occasion: ActivityOccasion;
  occasion_country: string | null;
  occasion_years: number | null;
  is_multilateral: boolean;
  is_international_conference: boolean;
  is_in_plan: boolean;
  place: string;
  participants: number | null;
  foreign_participants: number | null;
  result: string | null;
  cancelled_reason: string | null;
  lead: string;
  coHosts: string[];
};

/** The 16 countries whose 50th anniversary of relations the demo celebrates in 2023 (founded in 1973, year read in a page). */
const CELEBRATED_2023 = [
  "FI",
  "UG",
  "BD",
  "AU",
  "IT",
  "MY",
  "NL",
  "FR",
  "IS",
  "CA",
  "GB",
  "JP",
  "GW",
  "AR",
  "SG",
  "LU",
];

/** How many activities of a year were held: the figures of the union's reports come out of these records. */
const HELD = { 2023: 987, 2024: 1046, 2025: 912 } as const;

const KINDS: [kind: ActivityKind, title: (country: string) => string, result: string][] = [
  ["reception", (name) => `Tiếp Đại sứ ${name} chào xã giao`, "Hai bên thống nhất tăng cường trao đổi đoàn nhân dân"],
  [
    "reception",
    (name) => `Tiếp đoàn Hội hữu nghị ${name} - Việt Nam`,
    "Trao đổi kế hoạch hoạt động năm, tặng ảnh tư liệu",
  ],
  [
    "working_session",
    (name) => `Làm việc với đối tác ${name} về chương trình hợp tác`,
    "Thống nhất dự thảo kế hoạch hợp tác, giao ban chuyên môn theo dõi",
  ],
  ["friendship_meeting", (name) => `Gặp gỡ hữu nghị Việt Nam - ${name}`, "Hơn một trăm đại biểu dự, nhiều báo đưa tin"],
  [
    "seminar",
    (name) => `Tọa đàm về quan hệ nhân dân Việt Nam - ${name}`,
    "Tập hợp các kiến nghị gửi lãnh đạo Liên hiệp",
  ],
  ["celebration", (name) => `Mít tinh kỷ niệm Quốc khánh ${name}`, "Củng cố quan hệ với đại sứ quán và bạn bè"],
  ["festival", (name) => `Ngày hội giao lưu văn hóa Việt Nam - ${name}`, "Thu hút đông đảo sinh viên và người dân"],
  ["exhibition", (name) => `Triển lãm ảnh Việt Nam - ${name}`, "Trưng bày bảy ngày, tặng lại bảo tàng thành phố"],
  ["sports", (name) => `Giải bóng đá hữu nghị với sinh viên ${name}`, "Tám đội tham gia"],
  ["contest", (name) => `Cuộc thi tìm hiểu đất nước ${name}`, "Trao mười hai giải cá nhân và ba giải tập thể"],
  [
    "volunteering",
    (name) => `Chương trình tình nguyện cùng lưu học sinh ${name}`,
    "Khám bệnh miễn phí và tặng quà hộ khó khăn",
  ],
  ["visit", (name) => `Thăm và chúc Tết cán bộ, lưu học sinh ${name}`, "Tặng quà, thắt chặt tình cảm"],
  ["charity", (name) => `Trao học bổng do bạn bè ${name} tài trợ`, "Ba mươi suất học bổng được trao"],
  ["online_meeting", (name) => `Họp trực tuyến với đối tác ${name}`, "Thống nhất lịch trao đổi định kỳ"],
];

export type Places = {
  /** `until` is the day from which a unit is no more. */
  units: { code: string; kind: string; country: string | null; place: string; until: string | null }[];
  countries: Map<string, string>;
};

/** Exactly `HELD[year]` held activities, a few cancelled ones beside them. */
export function activitiesOfYear(random: Random, year: 2023 | 2024 | 2025, places: Places): DemoActivity[] {
  const made: DemoActivity[] = [];
  if (year === 2023) for (const iso2 of CELEBRATED_2023) made.push(jubilee(random, iso2, places));
  if (year === 2024) for (let index = 0; index < 5; index += 1) made.push(conference(random, index, places));
  while (made.length < HELD[year]) made.push(ordinary(random, dayOf(random, year), places));
  for (let index = 0; index < 14; index += 1) {
    const dropped = ordinary(random, dayOf(random, year), places);
    made.push({
      ...dropped,
      status: "cancelled",
      participants: null,
      foreign_participants: null,
      result: null,
      cancelled_reason: "Đối tác hoãn chuyến thăm",
    });
  }
  return made;
}

/** This year up to today, what is planned next, and a few whose day has passed without a word. */
export function activitiesAround(random: Random, today: string, places: Places): DemoActivity[] {
  const made: DemoActivity[] = [];
  const elapsed = Math.max(1, Math.floor((Date.parse(today) - Date.parse(`${today.slice(0, 4)}-01-01`)) / 86_400_000));
  for (let index = 0; index < Math.round(elapsed * 2.4); index += 1)
    made.push(ordinary(random, addDays(today, -random.between(1, elapsed)), places));
  const ahead = { status: "planned" as const, participants: null, foreign_participants: null, result: null };
  for (let index = 0; index < 60; index += 1)
    made.push({ ...ordinary(random, addDays(today, Math.floor(index / 2)), places), ...ahead });
  for (let index = 0; index < 8; index += 1)
    made.push({ ...ordinary(random, addDays(today, -random.between(1, 12)), places), ...ahead });
  return made;
}

function ordinary(random: Random, starts_on: string, places: Places): DemoActivity {
  const there = places.units.filter((one) => one.until === null || starts_on < one.until);
  const unit = random.pick(there);
  const iso2 = unit.country ?? random.pick([...places.countries.keys()]);
  const [kind, title, result] = random.pick(KINDS);
  const isMultilateral = random.chance(0.14);
  const others = random.some([...places.countries.keys()], 2).filter((code) => code !== iso2);
  const participants = random.between(8, 240);
  const coHosts = random.chance(0.22)
    ? random
        .some(
          there.filter((one) => one.code !== unit.code),
          random.between(1, 2),
        )
        .map((one) => one.code)
    : [];
  return {
    status: "held",
    kind,
    title: title(places.countries.get(iso2) ?? iso2),
    starts_on,
    countries: isMultilateral ? [iso2, ...others] : [iso2],
    occasion: kind === "celebration" ? "national_day" : "none",
    occasion_country: kind === "celebration" ? iso2 : null,
    occasion_years: null,
    is_multilateral: isMultilateral,
    is_international_conference: false,
    is_in_plan: random.chance(0.8),
    place: unit.place,
    participants,
    foreign_participants: Math.floor(participants * random.next() * 0.5),
    result,
    cancelled_reason: null,
    lead: unit.code,
    coHosts,
  };
}

function jubilee(random: Random, iso2: string, places: Places): DemoActivity {
  const lead = places.units.find((unit) => unit.country === iso2 && unit.kind === "central_association") ?? {
    code: "office",
    place: "Hà Nội",
  };
  const base = ordinary(random, dayOf(random, 2023), places);
  return {
    ...base,
    kind: "celebration",
    title: `Kỷ niệm 50 năm thiết lập quan hệ ngoại giao Việt Nam - ${places.countries.get(iso2)}`,
    countries: [iso2],
    occasion: "relations_anniversary",
    occasion_country: iso2,
    occasion_years: 50,
    is_multilateral: false,
    lead: lead.code,
    coHosts: lead.code === "office" ? [] : ["ha_noi"],
    place: "Hà Nội",
    participants: random.between(180, 420),
    result: "Lãnh đạo hai nước gửi lẵng hoa; báo chí hai nước đưa tin",
  };
}

function conference(random: Random, index: number, places: Places): DemoActivity {
  const topics = [
    "hòa bình và hợp tác ở khu vực",
    "hậu quả chiến tranh và nạn nhân chất độc da cam",
    "ngoại giao nhân dân trong kỷ nguyên số",
    "biến đổi khí hậu và vùng sông Mê Công",
    "đối tác trẻ của phong trào nhân dân",
  ];
  const base = ordinary(random, dayOf(random, 2024), places);
  return {
    ...base,
    kind: "conference",
    title: `Hội thảo quốc tế về ${topics[index]}`,
    is_multilateral: true,
    is_international_conference: true,
    lead: "multilateral",
    coHosts: [],
    countries: random.some([...places.countries.keys()], 6),
    participants: random.between(120, 300),
    place: "Hà Nội",
    occasion: "none",
    occasion_country: null,
  };
}

function dayOf(random: Random, year: number): string {
  return addDays(`${year}-01-03`, random.between(0, 358));
}

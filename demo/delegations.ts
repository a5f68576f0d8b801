import type { DelegationDirection, DelegationStatus } from "#platform/schema.gen.ts";
import { addDays } from "#platform/time.ts";
import type { Clock } from "./clock.ts";
import { inventForeignName, inventVietnameseName } from "./people.ts";
import type { Random } from "./random.ts";

export type DemoDelegation = {
  direction: DelegationDirection;
  status: DelegationStatus;
  title: string;
  purpose: string;
  host: string;
  countries: string[];
  cities: string;
  departs_on: string;
  returns_on: string;
  is_in_plan: boolean;
  /** Days before today that it came into its state. */
  status_days: number;
  report_due_on: string | null;
  unit: string;
  members: { name: string; position: string; role: string; home: string }[];
  commitments: { content: string; due_on: string; done_on: string | null; lead: string }[];
};

export type Hosts = { unit: string; iso2: string; country: string; city: string }[];

/** By 15 December and at the year's end; the figures of the reports come out of these (design of the demo union). */
const LEFT = {
  2023: { outgoing: [30, 0], incoming: [32, 0] },
  2024: { outgoing: [37, 6], incoming: [24, 4] },
  2025: { outgoing: [35, 0], incoming: [30, 0] },
} as const;

/** The report is due so many working days after the return (delegation_route). */
export const REPORT_DAYS = 7;
/** From the departure on a report is owed. */
export const OWING: readonly DelegationStatus[] = ["travelling", "report_due", "reported"];

const PURPOSES = [
  "Thăm và làm việc theo lời mời của đối tác",
  "Dự hội nghị thường niên của hai hội hữu nghị",
  "Dự diễn đàn nhân dân khu vực",
  "Ký kế hoạch hợp tác năm",
  "Dự lễ kỷ niệm quan hệ ngoại giao",
  "Khảo sát đối tác mới trong lĩnh vực xanh và số",
];
const POSITIONS = [
  "Phó Chủ tịch",
  "Trưởng ban",
  "Phó trưởng ban",
  "Tổng thư ký",
  "Chuyên viên",
  "Ủy viên Ban Chấp hành",
  "Phiên dịch",
];
const PROMISES = [
  "Gửi dự thảo bản ghi nhớ hợp tác",
  "Giới thiệu ba đối tác trẻ",
  "Gửi hồ sơ dự án học bổng",
  "Cử cán bộ dự trại hè hữu nghị",
  "Trao đổi tư liệu ảnh lịch sử",
];

export function delegationsOfYear(random: Random, year: 2023 | 2024 | 2025, hosts: Hosts): DemoDelegation[] {
  const made: DemoDelegation[] = [];
  for (const direction of ["outgoing", "incoming"] as const) {
    const [early, late] = LEFT[year][direction];
    for (let index = 0; index < early; index += 1)
      made.push(past(random, { direction, departs_on: addDays(`${year}-01-08`, random.between(0, 335)) }, hosts));
    for (let index = 0; index < late; index += 1)
      made.push(past(random, { direction, departs_on: addDays(`${year}-12-16`, random.between(0, 10)) }, hosts));
  }
  for (let index = 0; index < 3; index += 1) {
    const dropped = past(
      random,
      { direction: "outgoing", departs_on: addDays(`${year}-02-01`, random.between(0, 300)) },
      hosts,
    );
    made.push({ ...dropped, status: "cancelled", commitments: [] });
  }
  return made;
}

/** Under way, waiting, due and just missed: days counted from the day the demo is loaded. */
export function delegationsAround(random: Random, today: string, hosts: Hosts, clock: Clock): DemoDelegation[] {
  const made: DemoDelegation[] = [];
  const elapsed = Math.max(
    20,
    Math.floor((Date.parse(today) - Date.parse(`${today.slice(0, 4)}-01-01`)) / 86_400_000) - 20,
  );
  for (let index = 0; index < 48; index += 1)
    made.push(
      past(
        random,
        {
          direction: index % 2 ? "incoming" : "outgoing",
          departs_on: addDays(today, -random.between(20, 20 + elapsed)),
        },
        hosts,
      ),
    );
  const live: [direction: DelegationDirection, status: DelegationStatus, departs: number, since: number][] = [
    ["outgoing", "draft", 62, 2],
    ["incoming", "draft", 45, 5],
    ["outgoing", "proposed", 24, 3],
    ["outgoing", "proposed", 33, 1],
    ["incoming", "proposed", 19, 4],
    ["incoming", "proposed", 27, 2],
    ["outgoing", "opinions", 30, 6],
    ["outgoing", "approved", 15, 2],
    ["incoming", "approved", 12, 3],
    ["outgoing", "preparing", 6, 4],
    ["incoming", "preparing", 4, 5],
    ["outgoing", "travelling", -3, 3],
    ["incoming", "travelling", -1, 1],
    ["outgoing", "report_due", -18, 8],
    ["outgoing", "report_due", -11, 2],
    ["incoming", "report_due", -30, 20],
    ["outgoing", "reported", -24, 2],
    ["outgoing", "postponed", 70, 10],
  ];
  for (const [direction, status, departs, since] of live) {
    const base = past(random, { direction, departs_on: addDays(today, departs) }, hosts);
    const commitments =
      status === "reported"
        ? base.commitments.map((one) => ({
            ...one,
            due_on: addDays(today, random.between(-5, 30)),
            done_on: null,
          }))
        : [];
    made.push({
      ...base,
      status,
      status_days: since,
      report_due_on: OWING.includes(status) ? clock.after(base.returns_on, REPORT_DAYS) : null,
      commitments,
    });
  }
  return made;
}

function past(
  random: Random,
  of: { direction: DelegationDirection; departs_on: string },
  hosts: Hosts,
): DemoDelegation {
  const host = random.pick(hosts);
  const days = random.between(4, 9);
  const isOut = of.direction === "outgoing";
  const members = Array.from({ length: random.between(4, 9) }, (_, index) => {
    const foreign = inventForeignName(random);
    const name = isOut ? inventVietnameseName(random) : `${foreign.given} ${foreign.family}`;
    return {
      name,
      position: index === 0 ? "Phó Chủ tịch" : random.pick(POSITIONS),
      role: index === 0 ? "head" : "member",
      home: isOut ? "Liên hiệp các tổ chức hữu nghị Việt Nam" : `Hội hữu nghị ${host.country} - Việt Nam`,
    };
  });
  const returns_on = addDays(of.departs_on, days);
  const commitments = random.some(PROMISES, random.between(0, 2)).map((content) => {
    const due_on = addDays(returns_on, random.between(40, 160));
    return { content, due_on, done_on: addDays(due_on, -random.between(1, 20)), lead: host.unit };
  });
  return {
    direction: of.direction,
    status: "archived",
    title: isOut
      ? `Đoàn Liên hiệp thăm và làm việc tại ${host.country}`
      : `Đoàn đại biểu nhân dân ${host.country} thăm Việt Nam`,
    purpose: random.pick(PURPOSES),
    host: `Hội hữu nghị ${host.country} - Việt Nam`,
    countries: [host.iso2],
    cities: isOut ? host.city : "Hà Nội, Thành phố Hồ Chí Minh",
    departs_on: of.departs_on,
    returns_on,
    is_in_plan: random.chance(0.75),
    status_days: 30,
    report_due_on: null,
    unit: host.unit,
    members,
    commitments,
  };
}

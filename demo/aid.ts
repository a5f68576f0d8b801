import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Random } from "./random.ts";

export type DemoProject = {
  title: string;
  ngo_name: string;
  ngo_country: string;
  sector: string;
  province_code: string | null;
  starts_on: string;
  ends_on: string;
  amounts: { kind: "commitment" | "disbursement"; on_date: string; amount_usd: number }[];
};

/** Disbursed by year, US dollars; 2024 is split at 15 December so that the interim report could say "more than 200 million". */
const DISBURSED: Record<number, [until: string, usd: number][]> = {
  2022: [["12-31", 221_600_000]],
  2023: [["12-31", 227_900_000]],
  2024: [
    ["12-10", 209_300_000],
    ["12-31", 22_100_000],
  ],
  2025: [["12-31", 226_400_000]],
};

const WORK: [sector: string, title: string][] = [
  ["health", "Chăm sóc sức khỏe bà mẹ và trẻ em"],
  ["education", "Nâng cao chất lượng giáo dục tiểu học"],
  ["livelihoods", "Sinh kế bền vững cho hộ nghèo"],
  ["environment", "Bảo vệ rừng và thích ứng biến đổi khí hậu"],
  ["disability", "Hỗ trợ hòa nhập người khuyết tật"],
  ["war_legacies", "Rà phá bom mìn và giáo dục nguy cơ"],
  ["disaster_relief", "Giảm nhẹ rủi ro thiên tai"],
  ["governance", "Nâng cao năng lực quản lý cộng đồng"],
];

type Ngo = { name_en: string; country_iso2: string | null; province_codes: string[] };

/** Invented projects of real organisations; amounts add up to the year's figure to the dollar. */
export function demoProjects(random: Random, today: string): DemoProject[] {
  const ngos = readFacts<Ngo>("foreign-ngos").filter((ngo) => ngo.country_iso2);
  const projects: DemoProject[] = Array.from({ length: 160 }, () => {
    const ngo = random.pick(ngos);
    const [sector, work] = random.pick(WORK);
    const province_code = ngo.province_codes.length > 0 ? random.pick(ngo.province_codes) : null;
    return {
      title: `${work} (dự án mẫu)`,
      ngo_name: ngo.name_en,
      ngo_country: ngo.country_iso2 ?? "US",
      sector,
      province_code,
      starts_on: "2022-01-01",
      ends_on: "2026-12-31",
      amounts: [],
    };
  });
  for (const [year, parts] of Object.entries(DISBURSED)) {
    let from = `${year}-01-05`;
    for (const [until, usd] of parts) {
      spread(random, { from, until: `${year}-${until}`, usd }, projects);
      from = `${year}-12-16`;
    }
  }
  const elapsed = (Date.parse(today) - Date.parse(`${today.slice(0, 4)}-01-01`)) / 31_536_000_000;
  if (Number(today.slice(0, 4)) > 2025 && elapsed > 0.03)
    spread(
      random,
      { from: `${today.slice(0, 4)}-01-05`, until: today, usd: Math.round(229_000_000 * elapsed) },
      projects,
    );
  projects.forEach((project, index) => commit(project, index, today));
  return projects;
}

/** A year's money is committed the year before or at its start, a little more than will be disbursed; some projects commit for two years. */
function commit(project: DemoProject, index: number, today: string) {
  const years = [...new Set(project.amounts.map((one) => one.on_date.slice(0, 4)))].toSorted();
  for (const year of years) {
    const total = project.amounts
      .filter((one) => one.kind === "disbursement" && one.on_date.startsWith(year))
      .reduce((sum, one) => sum + one.amount_usd, 0);
    const on_date = index % 3 === 0 && year > "2022" ? `${Number(year) - 1}-11-20` : `${year}-01-04`;
    if (on_date <= today)
      project.amounts.push({ kind: "commitment", on_date, amount_usd: Math.ceil(total * 1.06) + 1 });
  }
}

function spread(random: Random, part: { from: string; until: string; usd: number }, projects: DemoProject[]) {
  const weights = projects.map(() => 0.2 + random.next());
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let left = part.usd;
  const days = Math.max(1, Math.round((Date.parse(part.until) - Date.parse(part.from)) / 86_400_000));
  projects.forEach((project, index) => {
    const share = index === projects.length - 1 ? left : Math.round((part.usd * (weights[index] ?? 0)) / all);
    left -= share;
    const on = new Date(Date.parse(part.from) + random.between(0, days - 1) * 86_400_000).toISOString().slice(0, 10);
    project.amounts.push({ kind: "disbursement", on_date: on, amount_usd: share });
  });
}

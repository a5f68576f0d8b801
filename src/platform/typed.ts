/** Reads what staff type. Each returns undefined when it cannot be sure: a row is refused rather than guessed. */

const pad = (value: string | number) => String(value).padStart(2, "0");

function toDay(year: number, month: number, day: number): string | undefined {
  const text = `${year}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${text}T00:00:00Z`);
  return year >= 1900 && year <= 2200 && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text)
    ? text
    : undefined;
}

/** `5/9/2024`, `05-09-2024`, `5.9.2024`, `2024-09-05`, `ngày 5 tháng 9 năm 2024`, `5 September 2024`, or an Excel serial. */
export function parseDay(value: string, is1904 = false): string | undefined {
  const text = value.normalize("NFC").trim().toLowerCase();
  if (/^\d{4,6}(\.\d+)?$/.test(text)) return daySince(Number(text), is1904);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/.exec(text);
  if (iso) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ??
    /^(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:năm|,)?\s*(\d{4})$/.exec(text);
  if (local) return toDay(Number(local[3]), Number(local[2]), Number(local[1]));
  const english = /^(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(text);
  const month = english ? MONTHS.indexOf((english[2] ?? "").slice(0, 3)) + 1 : 0;
  return english && month > 0 ? toDay(Number(english[3]), month, Number(english[1])) : undefined;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Excel counts days from 1900 (with a 29 February 1900 that never was) or, on old Macs, from 1904. */
function daySince(serial: number, is1904: boolean): string | undefined {
  if (serial < 1) return undefined;
  const base = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(base + Math.floor(serial) * 86_400_000);
  return toDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const SCALES: [RegExp, number][] = [
  [/(?<!\p{L})(tỷ|tỉ|billion|bn)(?!\p{L})/u, 1e9],
  [/(?<!\p{L})(triệu|million|mil|m)(?!\p{L})/u, 1e6],
  [/(?<!\p{L})(nghìn|ngàn|thousand|k)(?!\p{L})/u, 1e3],
];

export type Amount = { value: number; currency: "USD" | "VND" | undefined };

/** `1.234.567,89`, `1,234,567.89`, `228 triệu USD`, `1,2 tỷ đồng`, `80 người`. */
export function parseAmount(value: string): Amount | undefined {
  const text = value.normalize("NFC").trim().toLowerCase().replaceAll(/\s+/g, " ");
  const found = /^(?:(?:us)?\$\s?)?(-?[\d.,]+)\s?(.*)$/.exec(text);
  if (!found) return undefined;
  const number = plainNumber(found[1] ?? "");
  if (number === undefined) return undefined;
  const rest = ` ${found[2] ?? ""} `;
  const scale = SCALES.find(([word]) => word.test(rest))?.[1] ?? 1;
  const currency = /usd|đô la|\$|dollar/.test(text) ? "USD" : /đồng|vnd|vnđ|₫/.test(rest) ? "VND" : undefined;
  return { value: Math.round(number * scale * 100) / 100, currency };
}

/** The last mark is the decimal one when it stands once and not before exactly three digits. */
function plainNumber(text: string): number | undefined {
  const isGrouped = /^-?\d{1,3}(\.\d{3})*(,\d+)?$|^-?\d{1,3}(,\d{3})*(\.\d+)?$/.test(text);
  if (!isGrouped && !/^-?\d+([.,]\d+)?$/.test(text)) return undefined;
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last === -1) return Number(text);
  const mark = text[last] ?? ".";
  const other = mark === "." ? "," : ".";
  const isGrouping =
    text.split(mark).length > 2 || (text.length - last - 1 === 3 && !text.includes(other) && !/^-?0/.test(text));
  const cleaned = isGrouping ? text.replaceAll(/[.,]/g, "") : text.replaceAll(other, "").replace(mark, ".");
  const number = Number(cleaned);
  return Number.isFinite(number) ? number : undefined;
}

const YES = new Set(["x", "có", "co", "yes", "y", "1", "true", "đúng"]);

export function parseYes(value: string): boolean {
  return YES.has(value.normalize("NFC").trim().toLowerCase());
}

/** Lower case without marks, đ as d: the same folding as the database's. */
export function fold(value: string): string {
  return value
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/đ/gi, "d")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

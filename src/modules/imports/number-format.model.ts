/** What a number stands for where a format makes it a day, an hour, a length of time, or so many of a hundred. */
export type Stands = "day" | "hour" | "length" | "share" | undefined;

/** The formats that every workbook has and none writes down: days, hours, and the days of East Asia. */
const BUILT_IN: [from: number, until: number, stands: Stands][] = [
  [9, 10, "share"],
  [14, 17, "day"],
  [18, 21, "hour"],
  [22, 22, "day"],
  [27, 31, "day"],
  [32, 35, "hour"],
  [36, 36, "day"],
  [45, 45, "hour"],
  [46, 46, "length"],
  [47, 47, "hour"],
  [50, 58, "day"],
];

export function standsFor(id: number, code: string | undefined): Stands {
  if (code === undefined) return BUILT_IN.find(([from, until]) => id >= from && id <= until)?.[2];
  const [first = ""] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return "length";
  const letters = first.replaceAll(/\[[^\]]*\]/g, "").replaceAll(/am\/pm|a\/p|general|standard/gi, "");
  if (/[yd]|m{3}/i.test(letters)) return "day";
  if (/[hs]/i.test(letters)) return "hour";
  if (/m/i.test(letters)) return "day";
  return letters.includes("%") ? "share" : undefined;
}

const MINUTES = 1440;
const pad = (value: number) => String(value).padStart(2, "0");

/**
 * The text a day, an hour, a length of time or a share is read as: `9/9/2024`, `9/9/2024 08:30`, `08:30`, `50%`.
 * Excel counts days from 1900, with a 29 February that never was, or on old Macs from 1904; what it cannot show it fills with #.
 */
export function textOfSerial(serial: number, stands: Stands, is1904: boolean): string {
  if (stands === "share") return `${textOfNumber(String(serial * 100))}%`;
  const minutes = Math.round(serial * MINUTES);
  if (minutes < 0 || minutes > 2_958_466 * MINUTES) return "####";
  if (stands === "length") return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}`;
  const day = Math.floor(minutes / MINUTES);
  // Whoever types 2024 into a cell of days gets 16 July 1905, and meant the year.
  if (stands === "day" && serial >= 1900 && serial <= 2200 && Number.isInteger(serial)) return String(serial);
  const hour = `${pad(Math.floor((minutes % MINUTES) / 60))}:${pad(minutes % 60)}`;
  if (stands === "hour" && day === 0) return hour;
  const date = dayOfSerial(day, is1904);
  return minutes % MINUTES === 0 ? date : `${date} ${hour}`;
}

function dayOfSerial(day: number, is1904: boolean): string {
  if (!is1904 && day === 60) return "29/2/1900";
  if (!is1904 && day === 0) return "0/1/1900";
  const base = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date = new Date(base + day * 86_400_000);
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
}

/** The same of a day that was written as an instant: its day, a T, its hour. */
export function textOfInstant(raw: string): string {
  const [, year, month, day, hour = "00:00"] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(raw) ?? [];
  if (!year) return raw;
  const date = `${Number(day)}/${Number(month)}/${year}`;
  return hour === "00:00" ? date : `${date} ${hour}`;
}

/** A number as Excel shows it, without the last digits that only the computer knows. */
export function textOfNumber(raw: string): string {
  const value = Number(raw);
  return Number.isFinite(value) && raw.trim() !== "" ? String(Number(value.toPrecision(15))).toUpperCase() : raw;
}

const YES = new Set(["x", "✓", "✔", "có", "co", "yes", "y", "1", "true", "đúng", "dung"]);
const NO = new Set(["không", "khong", "ko", "no", "n", "0", "false", "sai", "-"]);

/** Yes or no; undefined for what is neither. */
export function readYes(value: string): boolean | undefined {
  const said = value.normalize("NFC").trim().toLowerCase();
  return YES.has(said) ? true : NO.has(said) ? false : undefined;
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

import { fold } from "#platform/typed.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { locales } from "#words/runtime.js";
import { isNamed } from "./heading.model.ts";

/** What a column of a list of units is, by its heading. */
export type Role = "name" | "kind" | "count" | "other";

/** What else stands above such columns than the pages call them. */
const WORDS: Record<Role, string[]> = {
  name: [
    ...["tên", "tên đơn vị", "đơn vị", "tên gọi", "tên tổ chức", "tổ chức", "tên cơ quan", "cơ quan", "tên hội"],
    ...["đơn vị trực thuộc", "đơn vị thành viên", "tổ chức thành viên", "tên đơn vị thành viên"],
    ...["name", "unit", "units", "unit name", "name of unit", "name of the unit", "organisation", "organization"],
    ...["nom", "entité", "nom de l’entité", "unité", "nom de l’unité", "intitulé", "dénomination", "organisme"],
  ],
  kind: [
    ...["loại", "loại đơn vị", "loại hình", "loại hình đơn vị", "loại tổ chức", "kind", "type", "kind of unit"],
    ...["type of unit", "unit type", "type d’entité", "catégorie", "art"],
  ],
  count: ["stt", "tt", "số tt", "số thứ tự", "thứ tự", "no", "nr", "num", "numéro", "№ п/п", "序号", "n°", "nº"],
  other: [
    ...["mã", "địa chỉ", "điện thoại", "đt", "sđt", "số điện thoại", "thư điện tử", "trang web", "ghi chú", "fax"],
    ...["chủ tịch", "người đứng đầu", "người liên hệ", "năm thành lập", "ngày thành lập", "số hội viên", "hội viên"],
    ...["code", "address", "phone", "telephone", "tel", "email", "e-mail", "website", "note", "notes", "remarks"],
    ...["president", "chair", "head", "contact", "founded", "members", "adresse", "téléphone", "tél", "courriel"],
    ...["site web", "remarque", "remarques", "observations", "président", "contacts", "membres", "fondée en"],
  ],
};
const KEYS: Partial<Record<Role, [key: string, inputs?: Record<string, string>][]>> = {
  name: [["unit_name"], ["list_unit"], ["set_up_units_lines"]],
  kind: [["list_kind"], ["field_name", { name: "unit_kind" }]],
};
/** `Cấp 1`, `Level 2`: each level in a column of its own. */
const LEVEL = /^(?:(?:don vi|ten) )?(?:level|cap|bac|niveau) (?:\d|[ivx]+)$/;
const SIGNS = new Set(["#", "№"]);

/** What a heading says that its column is; undefined for a heading that is not known. `isKind` tells what could as well be a unit's kind. */
export function rolesByHeading(isKind: (word: string) => boolean): (heading: string) => Role | undefined {
  const known = (Object.keys(WORDS) as Role[]).map((role) => {
    const said = locales.flatMap((locale) =>
      (KEYS[role] ?? []).map(([key, inputs]) => inLocale(locale, () => wordsFor(key, inputs)) ?? ""),
    );
    return [role, new Set([...WORDS[role], ...said].map(fold).filter(Boolean))] as const;
  });
  return (heading) => {
    const text = heading.trim();
    // `Đơn vị:` stands before what it names, above a list.
    if (text === "" || text.endsWith(":") || isKind(text)) return undefined;
    if (SIGNS.has(text)) return "count";
    if (LEVEL.test(fold(text))) return "name";
    return known.find(([, names]) => isNamed(text, names))?.[0];
  };
}

export type RoleOf = ReturnType<typeof rolesByHeading>;

/** How much of a row reads as headings of such a list; 0 where it is none. */
export function headingWeight(cells: readonly string[], roleOf: RoleOf): number {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const roles = filled.map((cell) => roleOf(cell));
  const known = roles.filter(Boolean).length;
  if (roles.includes("name")) return known;
  return filled.length > 1 && (roles.includes("kind") || roles.includes("count")) ? known : 0;
}

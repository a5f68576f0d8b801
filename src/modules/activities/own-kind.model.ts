import type { TypedKind } from "#platform/columns.ts";
import type { Names } from "#platform/names.ts";
import { holdsOn } from "#platform/running.ts";
import type { ActivityKind } from "./activity.model.ts";
import { fold } from "#platform/typed.ts";
import { ACTIVITY_KINDS } from "./activity.model.ts";

/** A kind as the office calls it, and what reports count it as. */
export type OwnKind = {
  id: string;
  name: string;
  name_in: Names;
  kind: ActivityKind;
  is_plain: boolean;
  rank: number;
  from_on: string | null;
  until_on: string | null;
  version: number;
};

/** The one that an activity is shown as: its own, else the kind of the reports itself. */
export function shownKind<Kind extends OwnKind>(
  kinds: readonly Kind[],
  { kind, own_kind_id }: { kind: ActivityKind; own_kind_id: string | null },
): Kind | undefined {
  return kinds.find((one) => (own_kind_id ? one.id === own_kind_id : one.is_plain && one.kind === kind));
}

/** As a form says it: by the id of its own kind, else by the code of the reports'. */
export const saidKind = ({ kind, own_kind_id }: { kind: ActivityKind; own_kind_id: string | null }) =>
  own_kind_id ?? kind;

/** What offices type into a column of kinds beside the names of kinds, and what reports count it as. */
const TYPED_AS: Partial<Record<ActivityKind, string[]>> = {
  reception: ["tiếp", "chào xã giao", "hội kiến", "chiêu đãi"],
  working_session: ["làm việc", "hội đàm", "ký kết"],
  friendship_meeting: ["gặp gỡ", "gặp mặt", "họp mặt", "giao lưu"],
  seminar: ["tọa đàm", "toạ đàm", "hội thảo", "bàn tròn", "nói chuyện", "ra mắt sách"],
  conference: ["hội nghị", "đại hội", "tổng kết"],
  forum: ["diễn đàn", "đối thoại"],
  online_meeting: ["giao ban trực tuyến"],
  celebration: ["mít tinh", "kỷ niệm", "kỉ niệm", "mừng quốc khánh", "trao tặng kỷ niệm chương"],
  festival: ["lễ hội", "ngày văn hóa", "ngày văn hoá", "biểu diễn"],
  exhibition: ["triển lãm", "trưng bày"],
  sports: ["giải", "giao hữu"],
  contest: ["hội thi"],
  visit: ["thăm", "chúc tết", "viếng", "dâng hương", "chia buồn"],
  charity: ["trao tặng", "trao quà", "ủng hộ", "quyên góp", "cứu trợ"],
  volunteering: ["trồng cây"],
};

/** With marks: without them "thăm" (a visit) and "tham" (as in taking part) are one. */
const spoken = (text: string) =>
  ` ${
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join(" ") ?? ""
  } `;

/** The kind that a cell names: with its marks, else by the only name that is the same without them. */
export function ofName(text: string, own: readonly TypedKind[]): TypedKind | undefined {
  const exact = own.find(({ names }) => names.some((name) => spoken(name) === spoken(text)));
  const folded = own.filter(({ names }) => names.some((name) => fold(name) === fold(text)));
  return exact ?? (folded.length === 1 ? folded[0] : undefined);
}

/** The kind that a cell says in other words than a name: the longest words in it count, of two as long those of the office. */
export function typedKind(
  text: string,
  own: readonly TypedKind[],
): { kind: string; id?: string | undefined } | undefined {
  const cell = spoken(text);
  const ofReports = ACTIVITY_KINDS.flatMap((kind) =>
    (TYPED_AS[kind] ?? []).map((words) => ({ kind, id: undefined, words })),
  );
  const named = own
    .filter((one) => !one.isOver)
    .flatMap(({ kind, id, names }) =>
      names.flatMap((name) => [name, ...name.split(",")]).map((words) => ({ kind, id, words })),
    );
  return [...named, ...ofReports]
    .map((one) => ({ ...one, words: spoken(one.words) }))
    .filter(({ words }) => words.trim() !== "" && cell.includes(words))
    .toSorted((one, other) => other.words.length - one.words.length)[0];
}

/** The kinds as a sheet is read by them; of the kinds of reports themselves a record holds no id. */
export const asTyped = (kinds: readonly OwnKind[], day: string): TypedKind[] =>
  kinds.map((one) => ({
    id: one.is_plain ? undefined : one.id,
    kind: one.kind,
    names: [one.name, ...Object.values(one.name_in)],
    isOver: !holdsOn(one, day),
  }));

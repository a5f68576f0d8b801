import { accentSheet } from "./accent.ts";
import { home } from "./home.ts";
import type { Names } from "./names.ts";
import { nameOf } from "./names.ts";

/** What the frame of a page, the way in, papers and letters say of the union, in the reader's language. */
export function unionShown(locale: string) {
  const said = home();
  return {
    name: nameOf(said, "name", locale),
    shortName: nameOf(said, "short_name", locale),
    seal: said.seal,
    /** In which names are asked first; in others, a line each. */
    languages: [said.language, said.language_international] as string[],
    currency: said.currency,
    seat: nameOf(said, "seat", locale),
    logo: logoAddress(),
    accent: accentSheet(said.accent) || null,
  };
}

/** The names of what is called as the union itself, as its own unit is, with those that the union says of itself. */
export function asUnionCalled(name: string, name_in: Names = {}): Names {
  const said = home();
  const isUnion = [said.name, ...Object.values(said.name_in)].includes(name);
  return isUnion ? { ...said.name_in, ...name_in } : name_in;
}

/** Where its mark is sent from; it is another address whenever it is another picture. */
export function logoAddress(): string | null {
  const { logo_sha256 } = home();
  return logo_sha256 && `/logo?${logo_sha256.slice(0, 16)}`;
}

/** The accent comes as a style sheet of this house, as the rules for pages allow; it is another address whenever it is another colour. */
export function accentLink(): string {
  const { accent } = home();
  return accent ? `<link rel="stylesheet" href="/accent?${accent.slice(1)}" />` : "";
}

/** The start of the name of a file that is taken out: the short name in letters that every disk takes. */
export function fileStart(): string {
  const plain = home().short_name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
  return (
    plain
      .replaceAll(/[^a-zA-Z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .toLowerCase() || "amity"
  );
}

/** The same on the tab of a sheet, where some signs may not stand and few have room. */
export const tabName = (): string =>
  home()
    .short_name.replaceAll(/[[\]:*?/\\'"<>&]/g, " ")
    .trim()
    .slice(0, 24) || "Amity";

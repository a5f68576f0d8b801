import { config } from "./config.ts";

/** What an address takes of a body in bytes, where nothing else is said. */
export const SMALL = 64_000;
/** What a form says beside its file. */
const BESIDE = SMALL;

const SCAN = 20_000_000;
const PHOTO = 8_000_000;
/** A mark is sent with every page: it is small. */
const LOGO = 200_000;
/** A letterhead with its pictures. */
const TEMPLATE = 5_000_000;
/** Two thousand texts of a sheet, to be read as an import would. */
const TEXTS = 512_000;

/** An address that takes more than a form: how much in all, and the field that holds the file. */
type Roomy = { path: RegExp; most: () => number; field: string };

const fileOf = (most: () => number) => () => most() + BESIDE;

/**
 * Every address that takes files, and no other; tests/roomy.test.ts holds the forms to it. `POST` and `PATCH` anywhere else takes 64 kB, and
 * nothing more is taken anywhere of somebody who has not signed in.
 */
export const ROOMY: readonly Roomy[] = [
  { path: /^\/set-up\/units\/sheet$/, most: fileOf(() => config.fileBytes), field: "file" },
  { path: /^\/identity\/logo$/, most: fileOf(() => LOGO), field: "logo" },
  { path: /^\/paper-templates\/[^/]+\/[^/]+\/new$/, most: fileOf(() => TEMPLATE), field: "template" },
  { path: /^\/api\/v1\/paper-templates$/, most: fileOf(() => TEMPLATE), field: "template" },
  { path: /^\/imports\/new$/, most: fileOf(() => config.fileBytes), field: "file" },
  { path: /^\/api\/v1\/imports$/, most: fileOf(() => config.fileBytes), field: "file" },
  { path: /^\/delegations\/requests\/[^/]+$/, most: fileOf(() => SCAN), field: "scan" },
  { path: /^\/delegations\/[^/]+\/(approve|number)$/, most: fileOf(() => SCAN), field: "scan" },
  {
    path: /^\/api\/v1\/delegations\/[^/]+\/(approval|steps\/(approve|number))$/,
    most: fileOf(() => SCAN),
    field: "scan",
  },
  { path: /^\/registers\/(new|[^/]+\/attach)$/, most: fileOf(() => SCAN), field: "scan" },
  { path: /^\/api\/v1\/registers(\/[^/]+\/steps\/attach)?$/, most: fileOf(() => SCAN), field: "scan" },
  { path: /^\/activities\/(new|[^/]+\/(edit|photos\/new))$/, most: fileOf(() => PHOTO), field: "photo" },
  { path: /^\/api\/v1\/activities\/[^/]+\/photos$/, most: fileOf(() => PHOTO), field: "photo" },
  { path: /^\/api\/v1\/imports\/read$/, most: () => TEXTS, field: "texts" },
];

/** How many bytes of a body an address takes. */
export function mostOf(path: string, isSignedIn: boolean): number {
  return (isSignedIn && ROOMY.find((one) => one.path.test(path))?.most()) || SMALL;
}

/** How many the address that takes most does. */
export const mostOfAll = (): number => Math.max(...ROOMY.map(({ most }) => most()));

/** `64 kB`, `20 MB`: as a sentence says it. */
export function inWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1000)} kB` : `${Math.floor(bytes / 1_000_000)} MB`;
}

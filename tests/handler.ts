import fs from "node:fs";
import { isActionFailure, isHttpError, isRedirect } from "@sveltejs/kit";
import { signedIn } from "./signed-in.ts";
import { handle } from "../src/hooks.server.ts";
import { params as matchers } from "../src/params.ts";

type Module = Record<string, unknown> & { actions?: Record<string, Run>; load?: Run };
type Run = (event: never) => unknown;
/** One address of the application: what stands in its folder, and how its name is read. */
export type Route = {
  id: string;
  pattern: RegExp;
  names: { name: string; matcher?: string }[];
  api?: string;
  page?: string;
};

/** Every address with something to answer, the more exact first, as the framework's own router has them. */
export const ROUTES: Route[] = readRoutes();

function readRoutes(): Route[] {
  const found = new Map<string, Route>();
  for (const file of fs.globSync("src/routes/**/+{server,page.server}.ts")) {
    const id = file.replace(/^src\/routes/, "").replace(/\/\+[\w.]+\.ts$/, "") || "/";
    const route = found.get(id) ?? routeOf(id);
    found.set(id, { ...route, [file.endsWith("+server.ts") ? "api" : "page"]: `../${file}` });
  }
  return [...found.values()].toSorted((one, other) => exactness(other.id) - exactness(one.id));
}

/** A word of its own before one that a table knows, before any other. */
function exactness(id: string): number {
  const rank = (segment: string) => (segment.startsWith("[") ? (segment.includes("=") ? 1 : 0) : 2);
  return Number(segmentsOf(id).map(rank).join("").padEnd(12, "0"));
}

function segmentsOf(id: string): string[] {
  return id.split("/").filter((part) => part !== "" && !part.startsWith("("));
}

function routeOf(id: string): Route {
  const names: Route["names"] = [];
  const path = segmentsOf(id).map((segment) =>
    segment.replaceAll(".", "\\.").replaceAll(/\[(\w+)(?:=(\w+))?\]/g, (_all, name: string, matcher?: string) => {
      names.push(matcher === undefined ? { name } : { name, matcher });
      return "([^/]+)";
    }),
  );
  return { id, names, pattern: new RegExp(`^/${path.join("/")}/?$`) };
}

type Matched = { route: Route; params: Record<string, string> };

function match(address: string): Matched | undefined {
  // The framework's own router looks at an address decoded, but for what would end a name in it.
  const path = address.split("%25").map(decodeURI).join("%25");
  for (const route of ROUTES) {
    const values = route.pattern.exec(path)?.slice(1);
    const params = values && readParams(route, values);
    if (params) return { route, params };
  }
  return undefined;
}

function readParams({ names }: Route, values: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, { name, matcher }] of names.entries()) {
    const given = decodeURIComponent(values[index] ?? "");
    const read = matcher ? matchers[matcher as keyof typeof matchers]["~standard"].validate(given) : { value: given };
    if (!("value" in read) || read.value === undefined) return undefined;
    params[name] = read.value as string;
  }
  return params;
}

/** The framework's own router answers 400 to an address that it cannot decode. */
function isReadable(path: string): boolean {
  try {
    return decodeURI(path) !== undefined;
  } catch {
    return false;
  }
}

/** What the application answers, through the same doors as from outside; what it could not answer is 500, with the cause. */
export async function ask(request: Request): Promise<Response & { cause?: unknown }> {
  return askAsIs(await signedIn(request));
}

/** The same with nothing but what was sent. */
export async function askAsIs(request: Request): Promise<Response & { cause?: unknown }> {
  const url = new URL(request.url);
  if (!isReadable(url.pathname)) return new Response("Malformed URI", { status: 400 });
  const matched = match(url.pathname);
  let failure: unknown;
  const event = {
    request,
    url,
    params: matched?.params ?? {},
    route: { id: matched?.route.id ?? null },
    locals: {},
    cookies: { get: () => undefined, set: () => undefined, delete: () => undefined },
    getClientAddress: () => "127.0.0.1",
    setHeaders: () => undefined,
  };
  const resolve = async () => {
    try {
      return matched
        ? await resolved(matched.route, event as never, request)
        : new Response("Not found", { status: 404 });
    } catch (cause) {
      if (isRedirect(cause)) return new Response(null, { status: cause.status, headers: { location: cause.location } });
      if (isHttpError(cause)) return Response.json(cause.body, { status: cause.status });
      failure = cause;
      return Response.json({ message: "our mistake" }, { status: 500 });
    }
  };
  const answer = await Promise.resolve(handle({ event: event as never, resolve: resolve as never })).catch(
    (cause: unknown) => {
      failure = cause;
      return new Response(null, { status: 500 });
    },
  );
  return Object.assign(answer, { cause: failure });
}

async function resolved(route: Route, event: never, request: Request): Promise<Response> {
  if (route.api) return callOf((await import(route.api)) as Module, event, request.method);
  const page = (await import(route.page ?? "")) as Module;
  if (request.method !== "POST") return Response.json((await page.load?.(event)) ?? null);
  const name = /^\?\/(\w+)/.exec(new URL(request.url).search)?.[1] ?? "default";
  const act = page.actions?.[name];
  if (!act) return new Response(null, { status: 405, headers: { allow: "GET" } });
  const done = await act(event);
  return isActionFailure(done) ? Response.json(done.data, { status: done.status }) : Response.json(done ?? null);
}

function callOf(module: Module, event: never, method: string): Response | Promise<Response> {
  const run = module[method === "HEAD" ? "GET" : method] as
    ((event: never) => Response | Promise<Response>) | undefined;
  const allow = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => one in module).join(", ");
  return run ? run(event) : new Response(`${method} method not allowed`, { status: 405, headers: { allow } });
}

import type { Answered } from "./answered.ts";

type Params = Partial<Record<string, string>>;

/** A request and who asks, as the house needs them, whoever carried them here: the framework's own event is one, so is what the server reads itself. */
export type Asked<Named extends Params = Params> = {
  request: AskedRequest;
  url: URL;
  params: Named;
  locals: App.Locals;
  cookies: { get(name: string): string | undefined };
  getClientAddress(): string;
};

/** Of a request what is asked of it; one without a body is none of the framework's. */
export type AskedRequest = Pick<Request, "method" | "url" | "text" | "formData"> & {
  headers: Pick<Headers, "get" | "has">;
  clone(): AskedRequest;
};

/** What answers one address of the interface to one method. */
export type Handler<Named extends Params = Params> = (
  asked: Asked<Named>,
) => Answered | Response | Promise<Answered | Response>;

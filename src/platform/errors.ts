/** A rule of the work said no. `code` is the key of the words; `details` fill them. */
export class RuleError extends Error {
  readonly code: string;
  readonly details: Record<string, string | number>;
  constructor(code: string, details: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The address asks for what there is not: a status that is none, a unit that nobody knows. */
export class AddressError extends RuleError {}

/** A rule said no to what stands in a field: of those named the first that the form has. Typed values stay, as with what is not well formed. */
export class FieldError extends RuleError {
  readonly fields: readonly string[];
  readonly status: 409 | 422;
  constructor(
    fields: string | readonly string[],
    code: string,
    status: 409 | 422 = 422,
    details: Record<string, string | number> = {},
  ) {
    super(code, details);
    this.fields = typeof fields === "string" ? [fields] : fields;
    this.status = status;
  }
}

/** Somebody saved before you; `current` is the record as it stands now. */
export class StaleError extends Error {
  readonly current: Record<string, unknown>;
  constructor(current: Record<string, unknown>) {
    super("stale_save");
    this.current = current;
  }
}

/** Too many do heavy work at once, or one person too much of it; nothing was begun. `code` is the key of the words. */
export class BusyError extends Error {
  readonly code: string;
  readonly status: 429 | 503;
  constructor(code: string, status: 429 | 503) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

export class ForbiddenError extends Error {}
/** Not there, or not the actor's to see; `code` is the sentence where more can be said. */
export class NotFoundError extends Error {
  readonly code: string;
  constructor(message = "", code = "error_not_found") {
    super(message);
    this.code = code;
  }
}

export function requirePermission(allowed: boolean): asserts allowed {
  if (!allowed) throw new ForbiddenError("not yours to do");
}

export function requireRow<Row>(row: Row | undefined, code?: string): Row {
  if (row === undefined) throw new NotFoundError("not there, or not yours to see", code);
  return row;
}

/** What a field names, where it may be gone or not the reader's to see: no page that is lacking, but a choice to be made again. */
export function requireChoice<Row>(row: Row | undefined, field: string, code = "error_no_such_choice"): Row {
  if (row === undefined) throw new FieldError(field, code);
  return row;
}

/** What somebody enters is there already, under this address: it is entered a second time only by who says that it is another. */
export class ThereError extends FieldError {
  readonly href: string;
  constructor(field: string, code: string, href: string, details: Record<string, string | number> = {}) {
    super(field, code, 409, details);
    this.href = href;
  }
}

/** What stands in a field may be a slip: it is taken a second time from who says that it is right. */
export class DoubtError extends FieldError {
  constructor(field: string, code: string, details: Record<string, string | number> = {}) {
    super(field, code, 409, details);
  }
}

/** `version` is the one the form was read at. */
export function requireVersion(row: { version: number } & Record<string, unknown>, version: number) {
  if (row.version !== version) throw new StaleError(row);
}

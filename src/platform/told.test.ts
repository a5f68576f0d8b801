import { expect, test } from "vitest";
import { isTold } from "./told.ts";

test.each([
  `update "access_appointment" set "until_on" = $1`,
  `insert into "access_appointment" ("id") values ($1)`,
  `update "access_token" set "revoked_at" = $1`,
  `insert into "access_signature_delegation" ("id") values ($1)`,
  `insert into "unit_membership" ("id") values ($1)`,
  `insert into "unit_place" ("id") values ($1)`,
  `update unit set path = $1`,
  `insert into "reference_correction" ("id") values ($1)`,
  `update "delegation_route" set "until_on" = $1`,
  `delete from "auth_user" where "id" = $1`,
  `delete from "auth_session" where "token" = $1`,
  `update "auth_session" set "factor" = $1`,
])("what is remembered is changed by: %s", (statement) => {
  expect(isTold(statement)).toBe(true);
});

test.each([
  `select * from "access_appointment"`,
  `insert into "auth_session" ("token") values ($1)`,
  `update "access_token" set "last_used_on" = $1 where "access_token"."id" = $2`,
  `update "auth_session" set "updated_at" = now(), "expires_at" = now()`,
  `insert into "activity" ("title") values ('delete from auth_user')`,
  `update "unit_fact" set "x" = 1`,
])("nothing remembered is changed by: %s", (statement) => {
  expect(isTold(statement)).toBe(false);
});

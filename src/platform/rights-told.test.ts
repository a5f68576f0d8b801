import { expect, test } from "vitest";
import { changesRights } from "./rights-told.ts";

test.each([
  `update "access_appointment" set "until_on" = $1`,
  `insert into "access_appointment" ("id") values ($1)`,
  `update "access_token" set "revoked_at" = $1`,
  `insert into "access_signature_delegation" ("id") values ($1)`,
  `insert into "unit_membership" ("id") values ($1)`,
  `insert into "unit_place" ("id") values ($1)`,
  `update unit set path = $1`,
  `delete from "auth_user" where "id" = $1`,
  `delete from "auth_session" where "token" = $1`,
  `update "auth_session" set "factor" = $1`,
])("who may what is changed by: %s", (statement) => {
  expect(changesRights(statement)).toBe(true);
});

test.each([
  `select * from "access_appointment"`,
  `insert into "auth_session" ("token") values ($1)`,
  `update "access_token" set "last_used_on" = $1 where "access_token"."id" = $2`,
  `update "auth_session" set "updated_at" = now(), "expires_at" = now()`,
  `insert into "activity" ("title") values ('delete from auth_user')`,
  `update "unit_fact" set "x" = 1`,
])("nobody's rights are changed by: %s", (statement) => {
  expect(changesRights(statement)).toBe(false);
});

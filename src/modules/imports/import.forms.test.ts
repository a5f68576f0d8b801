import { expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { aFile, readBy } from "#platform/forms.fixtures.ts";
import { uploadForm } from "./import.forms.ts";

test("a sheet is of a kind of record, holds something and is not too large", () => {
  const file = aFile("text/csv");
  expect(readBy(uploadForm, { kind: "partners", file })).toEqual({ kind: "partners", file });
  expect(readBy(uploadForm, {})).toEqual({ kind: "error_choose", file: "error_file" });
  expect(readBy(uploadForm, { kind: "reports", file })).toEqual({ kind: "error_choose" });
  expect(readBy(uploadForm, { kind: "partners", file: aFile("text/csv", 0) })).toEqual({ file: "error_file" });
  const large = aFile("text/csv", config.fileBytes + 1);
  expect(readBy(uploadForm, { kind: "partners", file: large })).toEqual({ file: "error_file_size_list" });
});

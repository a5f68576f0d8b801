import { z } from "zod";
import { choice, text } from "#platform/forms.ts";
import { locales } from "#words/runtime.js";
import { PASSWORD_LENGTH } from "./password.model.ts";

/** A password that is set: exactly as it was typed, whatever signs stand in it. */
export const newPassword = () =>
  z
    .string({ error: "error_password" })
    .min(PASSWORD_LENGTH.least, "error_password")
    .max(PASSWORD_LENGTH.most, "error_password_long");
const typedPassword = () =>
  z.string({ error: "error_required" }).min(1, "error_required").max(PASSWORD_LENGTH.most, "error_password_long");

export const changePasswordForm = z.object({ current_password: typedPassword(), new_password: newPassword() });
export const setPasswordForm = z.object({ password: newPassword() });
export const forgottenForm = z.object({ email: z.email("error_email") });
export const confirmForm = z.object({ password: typedPassword() });
export const endSessionForm = z.object({});
export const noForm = z.object({});
/** How the person who lost a second step was recognised: seen, called at a known number, by whom. */
export const resetForm = z.object({ identity_checked: text(300) });
/** The language of an account's pages and letters. */
export const languageForm = z.object({ language: choice(locales) });

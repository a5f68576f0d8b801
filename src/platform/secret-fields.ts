/** What is typed into these is for one sending alone: no answer and no draft says it again. The code of a unit or a province is no secret. */
export const isSecretField = (name: string): boolean => /password|^digits$/.test(name);

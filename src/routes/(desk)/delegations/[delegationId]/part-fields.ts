type Option = { value: string; label: string };

/** What the fields of one part are given, where it is added and where it is changed. */
export type PartFields = {
  choices: {
    roles: readonly string[];
    payers: readonly string[];
    currencies: readonly string[];
    partners: Option[];
  };
};

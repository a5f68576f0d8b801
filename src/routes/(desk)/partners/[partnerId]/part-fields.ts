/** What the fields of one part are given, where it is added and where it is changed. */
export type PartFields = {
  choices: {
    contactKinds: readonly string[];
    nameKinds: readonly string[];
    relationKinds: readonly string[];
    others: { value: string; label: string }[];
  };
};

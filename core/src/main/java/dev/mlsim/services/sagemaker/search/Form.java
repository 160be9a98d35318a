package dev.mlsim.services.sagemaker.search;

/** What the values of a property are, which says what can be asked of them. */
enum Form {
  TEXT,
  NUMBER,
  TIME,
  FLAG,
  /** Texts that may be numbers: hyperparameters. */
  MIXED,
  /** No value: of it one can only ask whether it is there. */
  STRUCTURE
}

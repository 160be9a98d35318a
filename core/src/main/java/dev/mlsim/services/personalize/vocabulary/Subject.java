package dev.mlsim.services.personalize.vocabulary;

/** What is recommended: items, users or actions. */
public enum Subject {
  /** Items, to users or beside other items. */
  ITEMS("ITEM_ID", "ITEMID", "INTERACTIONS"),
  /** Users, for an item: the members of a segment. */
  USERS("USER_ID", "USERID", "INTERACTIONS"),
  /** Actions, to users. */
  ACTIONS("ACTION_ID", "ACTIONID", "ACTION_INTERACTIONS");

  private final String column;
  private final String target;
  private final String acts;

  Subject(String column, String target, String acts) {
    this.column = column;
    this.target = target;
    this.acts = acts;
  }

  /** The column of their ids. */
  public String column() {
    return column;
  }

  /** What filter expressions call them. */
  String target() {
    return target;
  }

  /** The type of dataset that says what users did with them. */
  public String acts() {
    return acts;
  }

  /** The type of dataset that describes them. */
  public String dataset() {
    return name();
  }
}

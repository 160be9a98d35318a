package dev.mlsim.contract;

/** A member of a structure and where it travels. */
public final class Member {
  private final String name;
  private final ShapeRef target;
  private final Location location;
  private final String locationName;
  private final boolean required;
  private final boolean idempotencyToken;

  Member(
      String name,
      ShapeRef target,
      Location location,
      String locationName,
      boolean required,
      boolean idempotencyToken) {
    this.name = name.intern();
    this.target = target;
    this.location = location;
    this.locationName = locationName.intern();
    this.required = required;
    this.idempotencyToken = idempotencyToken;
  }

  /** The name in the model, and in mlsim's documents. */
  public String name() {
    return name;
  }

  /** The type, resolved at the first call. */
  public Shape shape() {
    return target.get();
  }

  /** Where it travels. */
  public Location location() {
    return location;
  }

  /** Its name there: label, query parameter, header or JSON member. */
  public String locationName() {
    return locationName;
  }

  /** Whether a request without it is refused. */
  public boolean required() {
    return required;
  }

  /** Whether SDKs fill it with a UUID where the caller leaves it out. */
  public boolean idempotencyToken() {
    return idempotencyToken;
  }

  @Override
  public String toString() {
    return name + "=" + target.name();
  }
}

package dev.mlsim.contract;

/** A list. */
public final class ListShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final ShapeRef element;
  private final Bounds length;
  private final String item;
  private final boolean flattened;

  ListShape(
      String name,
      boolean sensitive,
      ShapeRef element,
      Bounds length,
      String item,
      boolean flattened) {
    this.item = item;
    this.flattened = flattened;
    this.name = name;
    this.sensitive = sensitive;
    this.element = element;
    this.length = length;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean sensitive() {
    return sensitive;
  }

  /** The type of the elements, resolved at the first call. */
  public Shape element() {
    return element.get();
  }

  /** How many elements are allowed. */
  public Bounds length() {
    return length;
  }

  /** What each element is called in XML, where the list isn't {@link #flattened}. */
  String item() {
    return item;
  }

  /** Whether in XML its elements stand beside each other, with nothing around them. */
  boolean flattened() {
    return flattened;
  }

  @Override
  public String toString() {
    return "list " + name;
  }
}

package dev.mlsim.contract;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation of a service: how it is called and what it takes and gives. */
public final class Operation {
  private final Contract contract;
  private final String name;
  private final String method;
  private final UriTemplate uri;
  private final int status;
  private final @Nullable ShapeRef input;
  private final @Nullable ShapeRef output;
  private final @Nullable String root;
  private final boolean unwrapped;
  private final List<String> errors;
  private final boolean idempotent;
  private final @Nullable Paginator paginator;

  Operation(
      Contract contract,
      String name,
      String method,
      UriTemplate uri,
      int status,
      @Nullable ShapeRef input,
      @Nullable ShapeRef output,
      @Nullable String root,
      boolean unwrapped,
      List<String> errors,
      boolean idempotent,
      @Nullable Paginator paginator) {
    this.contract = contract;
    this.name = name;
    this.method = method;
    this.uri = uri;
    this.status = status;
    this.input = input;
    this.output = output;
    this.root = root;
    this.unwrapped = unwrapped;
    this.errors = List.copyOf(errors);
    this.idempotent = idempotent;
    this.paginator = paginator;
  }

  /** The contract it belongs to. */
  public Contract contract() {
    return contract;
  }

  /** The name, such as {@code CreateTrainingJob}. */
  public String name() {
    return name;
  }

  /** The HTTP method in capitals. */
  public String method() {
    return method;
  }

  /** The path with its labels, such as {@code /tags/{resourceArn}}. */
  public String uri() {
    return uri.text();
  }

  UriTemplate template() {
    return uri;
  }

  /** The HTTP status of success. */
  public int status() {
    return status;
  }

  /** What it takes. */
  public Optional<StructureShape> input() {
    return structure(input);
  }

  /** What it gives; empty where a success has no body. */
  public Optional<StructureShape> output() {
    return structure(output);
  }

  /** What the element is called that the output is, in XML. */
  String root() {
    return root == null ? name + "Result" : root;
  }

  /** Whether in XML that element is the one member of the output itself. */
  boolean unwrapped() {
    return unwrapped;
  }

  /** The codes of the errors the model lists for it. */
  public List<String> errors() {
    return errors;
  }

  /** Whether the model calls it idempotent. */
  public boolean idempotent() {
    return idempotent;
  }

  /** How it is paged, if it is. */
  public Optional<Paginator> paginator() {
    return Optional.ofNullable(paginator);
  }

  private Optional<StructureShape> structure(@Nullable ShapeRef ref) {
    if (ref == null) {
      return Optional.empty();
    }
    if (ref.get() instanceof StructureShape structure) {
      return Optional.of(structure);
    }
    throw new IllegalStateException(
        "mlsim: operation " + name + " refers to [" + ref.name() + "], which is not a structure");
  }

  @Override
  public String toString() {
    return contract.service() + ":" + name;
  }
}

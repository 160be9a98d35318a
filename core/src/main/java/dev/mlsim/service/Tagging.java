package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The three operations on tags, for every resource that has an ARN. */
public final class Tagging {
  private final String arnMember;
  private final int most;
  private final BiFunction<Call, String, ServiceError> missing;
  private final BiFunction<Call, Integer, ServiceError> tooMany;
  private final List<Precondition> rules;
  private final Set<String> only;

  private Tagging(
      String arnMember,
      int most,
      BiFunction<Call, String, ServiceError> missing,
      BiFunction<Call, Integer, ServiceError> tooMany,
      List<Precondition> rules,
      Set<String> only) {
    this.arnMember = arnMember;
    this.most = most;
    this.missing = missing;
    this.tooMany = tooMany;
    this.rules = rules;
    this.only = only;
  }

  /**
   * Tag operations.
   *
   * @param arnMember the member that names the resource
   * @param most how many tags a resource can have
   * @param missing the error for an ARN of nothing
   * @param tooMany the error for more tags than {@code most}
   */
  public static Tagging of(
      String arnMember,
      int most,
      BiFunction<Call, String, ServiceError> missing,
      BiFunction<Call, Integer, ServiceError> tooMany) {
    return new Tagging(arnMember, most, missing, tooMany, List.of(), Set.of());
  }

  /** With rules that come before the resource is looked for, in all three. */
  public Tagging requires(Precondition... more) {
    return new Tagging(arnMember, most, missing, tooMany, List.of(more), only);
  }

  /** Only for resources of these types, where others have an ARN and yet no tags. */
  public Tagging only(TypeRef... types) {
    return new Tagging(
        arnMember,
        most,
        missing,
        tooMany,
        rules,
        Stream.of(types).map(TypeRef::name).collect(Collectors.toSet()));
  }

  /** Adds tags; the same key gets the new value. The answer has them all if the output does. */
  public Handler add() {
    return new Operation(Operation.TAG, "");
  }

  /** Shows all tags. */
  public Handler list() {
    return new Operation(Operation.LIST, "");
  }

  /**
   * Takes tags away.
   *
   * @param keysMember the member that lists the keys
   */
  public Handler remove(String keysMember) {
    return new Operation(Operation.UNTAG, keysMember);
  }

  /** One of the three; one class, since every class costs a young JVM. */
  private final class Operation implements Handler {
    private static final String TAG = "tag";
    private static final String UNTAG = "untag";
    private static final String LIST = "list tags";

    private final String kind;
    private final String keysMember;

    Operation(String kind, String keysMember) {
      this.kind = kind;
      this.keysMember = keysMember;
    }

    @Override
    public ObjectNode answer(Call call) {
      rules.forEach(rule -> rule.check().verify(call));
      String arn = call.text(arnMember).orElse("");
      Resource resource =
          call.world()
              .registry()
              .byArn(arn)
              .filter(r -> call.service().declares(r.type()))
              .filter(r -> only.isEmpty() || only.contains(r.type()))
              .orElseThrow(() -> missing.apply(call, arn));
      return shown(
          call,
          switch (kind) {
            case TAG -> tagged(call, resource);
            case UNTAG -> untagged(call, resource);
            default -> resource;
          });
    }

    private Resource tagged(Call call, Resource resource) {
      TagStyle style = call.service().tags();
      Map<String, String> added = style.read(call.input());
      style.verify(added.keySet());
      Map<String, String> all = new LinkedHashMap<>(resource.tags());
      all.putAll(added);
      if (all.size() > most) {
        throw tooMany.apply(call, most);
      }
      return call.world().change(resource, r -> r.withTags(all));
    }

    private Resource untagged(Call call, Resource resource) {
      List<String> keys = new ArrayList<>();
      call.at(keysMember).ifPresent(list -> list.forEach(key -> keys.add(key.asText())));
      call.service().tags().verify(keys);
      Map<String, String> left = new LinkedHashMap<>(resource.tags());
      left.keySet().removeAll(keys);
      return call.world().change(resource, r -> r.withTags(left));
    }

    private ObjectNode shown(Call call, Resource resource) {
      ObjectNode output = Documents.empty();
      TagStyle style = call.service().tags();
      if (shows(call, style.member())) {
        output.set(style.member(), style.write(resource.tags()));
      }
      if (shows(call, arnMember)) {
        output.put(arnMember, resource.arn());
      }
      return output;
    }

    private static boolean shows(Call call, String member) {
      return call.operation().output().flatMap(output -> output.member(member)).isPresent();
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public List<Precondition> preconditions() {
      return rules;
    }
  }
}

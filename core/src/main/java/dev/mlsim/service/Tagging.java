package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    return new Operation("tag") {
      @Override
      ObjectNode answer(Call call, Resource resource) {
        TagStyle style = call.service().tags();
        Map<String, String> all = new LinkedHashMap<>(resource.tags());
        all.putAll(style.read(call.input()));
        long counted =
            all.keySet().stream()
                .filter(k -> !k.toLowerCase(Locale.ROOT).startsWith("aws:"))
                .count();
        if (counted > most) {
          throw tooMany.apply(call, most);
        }
        return shown(call, call.world().change(resource, r -> r.withTags(all)));
      }
    };
  }

  /** Shows all tags. */
  public Handler list() {
    return new Operation("list tags") {
      @Override
      ObjectNode answer(Call call, Resource resource) {
        return shown(call, resource);
      }
    };
  }

  /**
   * Takes tags away.
   *
   * @param keysMember the member that lists the keys
   */
  public Handler remove(String keysMember) {
    return new Operation("untag") {
      @Override
      ObjectNode answer(Call call, Resource resource) {
        Map<String, String> left = new LinkedHashMap<>(resource.tags());
        call.at(keysMember).ifPresent(keys -> keys.forEach(key -> left.remove(key.asText())));
        return shown(call, call.world().change(resource, r -> r.withTags(left)));
      }
    };
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

  private abstract class Operation implements Handler {
    private final String kind;

    Operation(String kind) {
      this.kind = kind;
    }

    abstract ObjectNode answer(Call call, Resource resource);

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
      return answer(call, resource);
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

package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A structure: members with names of their own. Also a union, of which one member is set. */
public final class StructureShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final boolean union;
  private final boolean eventStream;
  private final List<Member> members;
  private final Map<String, Integer> places = new HashMap<>(); // of the members, by their names
  private final Map<String, Member> body = new HashMap<>();

  StructureShape(
      String name, boolean sensitive, boolean union, boolean eventStream, List<Member> members) {
    this.name = name;
    this.sensitive = sensitive;
    this.union = union;
    this.eventStream = eventStream;
    this.members = List.copyOf(members);
    for (Member member : members) {
      places.put(member.name(), places.size());
      if (member.location() == Location.BODY) {
        body.put(member.locationName(), member);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean sensitive() {
    return sensitive;
  }

  /** Whether exactly one member is to be set. */
  public boolean union() {
    return union;
  }

  /** Whether it travels as a stream of events, each of which is one of its members. */
  public boolean isEventStream() {
    return eventStream;
  }

  /** The members in the order of the model. */
  public List<Member> members() {
    return members;
  }

  /** The values of a document in the order of the members, null where it has none. */
  @Nullable JsonNode[] inOrder(JsonNode document) {
    @Nullable JsonNode[] values = new JsonNode[members.size()];
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      Integer place = places.get(member.getKey());
      if (place != null) {
        values[place] = member.getValue();
      }
    }
    return values;
  }

  /** The member of that name. */
  public Optional<Member> member(String memberName) {
    Integer place = places.get(memberName);
    return place == null ? Optional.empty() : Optional.of(members.get(place));
  }

  /** The member that is the whole body of the message, if there is one. */
  public Optional<Member> payload() {
    return members.stream().filter(m -> m.location() == Location.PAYLOAD).findFirst();
  }

  /** The body member that travels under a name. */
  Optional<Member> bodyMember(String wireName) {
    return Optional.ofNullable(body.get(wireName));
  }

  /** Whether some members travel in the body. */
  boolean hasBody() {
    return !body.isEmpty();
  }

  /** Whether all members travel in the JSON body. */
  boolean isAllBody() {
    return body.size() == members.size();
  }

  @Override
  public String toString() {
    return "structure " + name;
  }
}

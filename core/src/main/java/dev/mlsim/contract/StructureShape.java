package dev.mlsim.contract;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A structure: members with names of their own. Also a union, of which one member is set. */
public final class StructureShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final boolean union;
  private final boolean eventStream;
  private final Map<String, Member> members;
  private final Map<String, Member> body;

  StructureShape(
      String name, boolean sensitive, boolean union, boolean eventStream, List<Member> members) {
    this.name = name;
    this.sensitive = sensitive;
    this.union = union;
    this.eventStream = eventStream;
    this.members = new LinkedHashMap<>();
    this.body = new LinkedHashMap<>();
    for (Member member : members) {
      this.members.put(member.name(), member);
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
  public Collection<Member> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  /** The member of that name. */
  public Optional<Member> member(String memberName) {
    return Optional.ofNullable(members.get(memberName));
  }

  /** The member that is the whole body of the message, if there is one. */
  public Optional<Member> payload() {
    return members.values().stream().filter(m -> m.location() == Location.PAYLOAD).findFirst();
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

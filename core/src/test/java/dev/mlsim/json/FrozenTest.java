package dev.mlsim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrozenTest {
  private static final String TEXT = "{\"a\":[1,2],\"o\":{\"x\":null},\"t\":\"s\"}";
  private static final String WORDS =
      "mlsim: this document is what the simulator holds, and is read-only;"
          + " change a deepCopy() of it";

  private final ObjectNode read = (ObjectNode) Json.read(TEXT);

  private static Stream<Consumer<ObjectNode>> usualChangesOfObjects() {
    return Stream.of(
        o -> o.put("t", "other"),
        o -> o.put("new", 1),
        o -> o.putNull("t"),
        o -> o.set("t", NullNode.getInstance()),
        o -> o.replace("t", NullNode.getInstance()),
        o -> o.setAll(Map.of("t", NullNode.getInstance())),
        o -> o.setAll(JsonNodeFactory.instance.objectNode()),
        o -> o.putArray("new"),
        o -> o.putObject("new"),
        o -> o.withArray("new"),
        o -> o.withObject("/new"),
        o -> o.withObjectProperty("new"),
        o -> o.remove("t"),
        o -> o.remove(List.of("t")),
        ObjectNode::removeAll);
  }

  private static Stream<Consumer<ObjectNode>> otherChangesOfObjects() {
    return Stream.of(
        o -> o.putIfAbsent("new", NullNode.getInstance()),
        o -> o.without("t"),
        o -> o.without(List.of("t")),
        o -> o.retain("t"),
        o -> o.removeIf(JsonNode::isTextual),
        o -> removeFirst(o.fieldNames()),
        o -> removeFirst(o.elements()),
        o -> removeFirst(o.properties().iterator()),
        o -> o.properties().clear(),
        o -> o.properties().iterator().next().setValue(NullNode.getInstance()),
        o -> o.propertyStream().findFirst().orElseThrow().setValue(NullNode.getInstance()));
  }

  private static Stream<Consumer<ArrayNode>> usualChangesOfArrays() {
    return Stream.of(
        a -> a.add(1),
        a -> a.add(NullNode.getInstance()),
        a -> a.addNull(),
        a -> a.addObject(),
        a -> a.addAll(JsonNodeFactory.instance.arrayNode()),
        a -> a.addAll(List.of(NullNode.getInstance())),
        a -> a.insert(0, 1),
        a -> a.set(0, 1),
        a -> a.set(0, NullNode.getInstance()),
        a -> a.remove(0),
        ArrayNode::removeAll);
  }

  private static Stream<Consumer<ArrayNode>> otherChangesOfArrays() {
    return Stream.of(
        a -> a.removeIf(JsonNode::isNumber),
        a -> removeFirst(a.elements()),
        a -> removeFirst(a.iterator()));
  }

  private static void removeFirst(Iterator<?> all) {
    all.next();
    all.remove();
  }

  @ParameterizedTest
  @MethodSource("usualChangesOfObjects")
  void an_object_says_why_it_can_not_be_changed(Consumer<ObjectNode> change) {
    assertThatThrownBy(() -> change.accept(read))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(WORDS);
    assertThat(Json.text(read)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("otherChangesOfObjects")
  void an_object_is_not_changed_in_any_other_way(Consumer<ObjectNode> change) {
    assertThatThrownBy(() -> change.accept(read)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Json.text(read)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("usualChangesOfArrays")
  void an_array_says_why_it_can_not_be_changed(Consumer<ArrayNode> change) {
    assertThatThrownBy(() -> change.accept((ArrayNode) read.get("a")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(WORDS);
    assertThat(Json.text(read)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("otherChangesOfArrays")
  void an_array_is_not_changed_in_any_other_way(Consumer<ArrayNode> change) {
    assertThatThrownBy(() -> change.accept((ArrayNode) read.get("a")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Json.text(read)).isEqualTo(TEXT);
  }

  @Test
  void a_deep_copy_can_be_changed_at_every_depth() {
    ObjectNode copy = read.deepCopy();

    copy.put("t", 1).withObjectProperty("o").put("x", 2);
    copy.withArrayProperty("a").add(3).addObject().put("y", 4);

    assertThat(Json.text(copy)).isEqualTo("{\"a\":[1,2,3,{\"y\":4}],\"o\":{\"x\":2},\"t\":1}");
    assertThat(Json.text(read)).isEqualTo(TEXT);
  }

  @Test
  void freezing_copies_only_what_can_be_changed() {
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    open.set("read", read);
    ArrayNode list = open.putArray("list");

    ObjectNode frozen = Json.frozen(open);
    list.add(1);
    open.removeAll();

    assertThat(Json.text(frozen)).isEqualTo("{\"read\":" + TEXT + ",\"list\":[]}");
    assertThat(frozen.get("read")).isSameAs(read);
    assertThat(Json.frozen(frozen)).isSameAs(frozen);
    assertThatThrownBy(() -> frozen.withArrayProperty("list").add(1)).hasMessage(WORDS);
  }

  @Test
  void it_equals_one_that_can_be_changed() {
    for (int seed = 0; seed < 500; seed++) {
      JsonNode open = new RandomTrees(seed).next();

      JsonNode frozen = Json.frozen(open);

      assertThat(frozen).as("seed %s", seed).isEqualTo(open).hasSameHashCodeAs(open);
      assertThat(open).as("seed %s", seed).isEqualTo(frozen);
      assertThat(frozen.<JsonNode>deepCopy()).as("seed %s", seed).isEqualTo(open);
      assertThat(frozen).as("seed %s", seed).hasToString(open.toString());
      assertThat(frozen.toPrettyString()).as("seed %s", seed).isEqualTo(open.toPrettyString());
    }
  }

  @Test
  void many_members_are_found_whatever_their_names_hash_to() {
    for (int many : new int[] {8, 9, 63, 64, 65, 30_000}) {
      ObjectNode open = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < many; i++) {
        open.put(ofOneHash(i), i);
      }

      String text = Json.text(open);
      ObjectNode twice = (ObjectNode) Json.read(text.replaceFirst("}$", "," + text.substring(1)));

      assertThat(twice).as("%s members", many).isEqualTo(open).hasSameHashCodeAs(open);
      assertThat(twice.get(ofOneHash(many - 1)).asInt()).isEqualTo(many - 1);
      assertThat(twice.get(ofOneHash(many))).isNull();
    }
  }

  private static String ofOneHash(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void what_is_built_is_not_added_to() {
    ObjectBuilder builder = new ObjectBuilder(1).set("a", NullNode.getInstance());
    ObjectNode built = builder.build();

    assertThatThrownBy(() -> builder.set("b", NullNode.getInstance()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mlsim: [b] comes too late: the object is built; make another ObjectBuilder");
    assertThat(Json.text(built)).isEqualTo("{\"a\":null}");
  }

  @Test
  void it_can_be_put_into_one_that_can_be_changed() {
    ObjectNode open = JsonNodeFactory.instance.objectNode().put("t", 1);

    open.setAll(read);
    open.remove("a");
    open.putArray("l").addAll((ArrayNode) read.get("a"));

    assertThat(Json.text(open)).isEqualTo("{\"t\":\"s\",\"o\":{\"x\":null},\"l\":[1,2]}");
  }

  @Test
  void it_can_be_serialized() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(read);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(read);
    }
  }
}

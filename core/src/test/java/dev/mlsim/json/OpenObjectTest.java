package dev.mlsim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OpenObjectTest {
  private final ObjectNode frozen = (ObjectNode) Json.read("{\"a\":1,\"o\":{\"x\":2}}");
  private final ObjectNode open = Json.open(frozen, 2);

  @Test
  void it_changes_and_what_it_was_copied_from_does_not() {
    open.put("b", 3).remove("a");
    open.set("o", open.get("b"));

    assertThat(Json.text(open)).isEqualTo("{\"o\":3,\"b\":3}");
    assertThat(Json.text(frozen)).isEqualTo("{\"a\":1,\"o\":{\"x\":2}}");
  }

  @Test
  void what_is_in_it_is_shared_and_read_only() {
    assertThat(open.get("o")).isSameAs(frozen.get("o"));
    assertThatThrownBy(() -> ((ObjectNode) open.get("o")).put("x", 3))
        .isInstanceOf(ReadOnlyDocument.class);
  }

  @Test
  void made_read_only_it_goes_on_by_itself() {
    ObjectNode kept = Json.frozen(open);

    open.removeAll();

    assertThat(kept).isEqualTo(frozen);
    assertThat(open).isEmpty();
    assertThatThrownBy(() -> kept.put("a", 2)).isInstanceOf(ReadOnlyDocument.class);
  }

  @Test
  void it_can_be_changed_as_jacksons_own() {
    SplittableRandom random = new SplittableRandom(5);
    ObjectNode jacksons = JsonNodeFactory.instance.objectNode();
    ObjectNode ours = Json.open(jacksons, 0);
    for (int i = 0; i < 20_000; i++) {
      String name = "n" + random.nextInt(90);
      int value = random.nextInt();
      for (ObjectNode object : List.of(jacksons, ours)) {
        switch (value & 7) {
          case 0 -> object.remove(name);
          case 1 -> object.remove(List.of(name, "n1", "n7"));
          case 2 -> object.without(name);
          case 3 -> object.putIfAbsent(name, JsonNodeFactory.instance.numberNode(value));
          default -> object.put(name, value);
        }
        if (value % 997 == 0) {
          object.removeIf(JsonNode::isNumber);
        } else if (value % 991 == 0) {
          object.retain(List.of("n2", "n3"));
        }
      }
      assertThat(ours.get(name)).isEqualTo(jacksons.get(name));
    }
    assertThat(Json.text(ours)).isEqualTo(Json.text(jacksons));
    assertThat(ours).isEqualTo(jacksons);
    assertThat(ours.deepCopy()).isEqualTo(jacksons);
  }
}

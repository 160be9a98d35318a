package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/** Documents of all kinds of nodes, the same from the same seed. */
final class RandomTrees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random;

  RandomTrees(long seed) {
    this.random = new Random(seed);
  }

  JsonNode next() {
    return node(1 + random.nextInt(6));
  }

  private JsonNode node(int depth) {
    int kind = random.nextInt(depth == 0 ? 12 : 20);
    return switch (kind) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(new BigInteger(100, random).negate());
      case 5 -> NODES.numberNode(Double.longBitsToDouble(random.nextLong()));
      case 6 -> NODES.numberNode(random.nextInt(1_000_000) / 1000.0);
      case 7 -> NODES.numberNode(Float.intBitsToFloat(random.nextInt()));
      case 8 -> NODES.numberNode((short) random.nextInt());
      case 9 -> DecimalNode.valueOf(new BigDecimal(new BigInteger(80, random), random.nextInt(60)));
      case 10 -> NODES.binaryNode(bytes());
      case 11 -> NODES.textNode(text());
      case 12, 13, 14, 15 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      array.add(node(depth));
    }
    return array;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.set(text(), node(depth));
    }
    return object;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(20) == 0 ? random.nextInt(9000) : random.nextInt(12);
    while (text.length() < length) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x80)); // with what must be escaped
        case 1 -> text.append((char) random.nextInt(0xD800));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}

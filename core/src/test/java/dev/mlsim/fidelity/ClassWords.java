package dev.mlsim.fidelity;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a compiled class says: its texts, those of inlined constants too, and the classes that it
 * names.
 *
 * @param texts its string constants
 * @param classes the classes it names, with slashes
 */
record ClassWords(Set<String> texts, Set<String> classes) {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;

  /**
   * Reads the constants of a class file, after "The class File Format" of the JVM specification.
   */
  static ClassWords of(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is no class file");
      }
      in.readInt(); // the version
      int count = in.readUnsignedShort();
      Map<Integer, String> words = new HashMap<>();
      Set<Integer> texts = new HashSet<>();
      Set<Integer> classes = new HashSet<>();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case UTF8 -> words.put(i, in.readUTF());
          case STRING -> texts.add(in.readUnsignedShort());
          case CLASS -> classes.add(in.readUnsignedShort());
          case LONG, DOUBLE -> {
            in.readLong();
            i++; // these take two places
          }
          default -> in.skipNBytes(size(tag));
        }
      }
      Set<String> said = new HashSet<>();
      texts.forEach(at -> said.add(words.get(at)));
      Set<String> named = new HashSet<>();
      classes.forEach(at -> named.add(words.get(at)));
      return new ClassWords(said, named);
    }
  }

  private static int size(int tag) {
    return switch (tag) {
      case 15 -> 3; // a method handle
      case 16, 19, 20 -> 2; // a method type, a module, a package
      default -> 4; // numbers, and pairs of references
    };
  }
}

package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Member;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums that come along with bytes, in headers or trailers: those are verified that the JDK
 * can compute, and all are kept.
 */
public final class Checksums {
  private static final String PREFIX = "x-amz-checksum-";
  private static final String MD5 = "MD5";
  private static final int MD5_LENGTH = 16;

  /** What isn't a checksum although it is called alike. */
  private static final List<String> OTHERS = List.of("x-amz-checksum-type", PREFIX + "algorithm");

  private Checksums() {}

  static boolean isOne(Member member) {
    return isName(member.locationName());
  }

  static boolean isName(String header) {
    return header.startsWith(PREFIX) && !OTHERS.contains(header) && !header.endsWith("-mode");
  }

  /** Refuses bytes whose checksum is another than the call says. */
  public static void verify(Call call, byte[] content) {
    call.text("ContentMD5").ifPresent(said -> md5(said, content));
    for (Member member : call.operation().input().orElseThrow().members()) {
      JsonNode said = call.input().get(member.name());
      if (said != null && isOne(member)) {
        String algorithm = member.name().substring("Checksum".length());
        computed(algorithm, content)
            .filter(sum -> !sum.equals(said.asText()))
            .ifPresent(
                sum -> {
                  throw new ServiceError(
                      "BadDigest",
                      "The " + algorithm + " you specified did not match the calculated checksum.");
                });
      }
    }
  }

  private static void md5(String said, byte[] content) {
    byte[] sum;
    try {
      sum = Base64.getDecoder().decode(said);
    } catch (IllegalArgumentException e) {
      sum = new byte[0];
    }
    if (sum.length != MD5_LENGTH) {
      throw new ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.")
          .with("Content-MD5", said);
    }
    if (!MessageDigest.isEqual(sum, digest(MD5, content))) {
      throw new ServiceError(
          "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  /** Answers with the checksums that the call came with. */
  public static void echo(Call call, ObjectNode output) {
    for (Member member : call.operation().output().orElseThrow().members()) {
      JsonNode said = call.input().get(member.name());
      if (said != null && isOne(member)) {
        output.set(member.name(), said);
      }
    }
  }

  /** Shows the checksums that an object has. */
  public static void show(ObjectDetails details, ObjectNode output) {
    details
        .headers()
        .forEach(
            (name, value) -> {
              if (isName(name)) {
                String algorithm = name.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
                output.withObject("/Checksum").put("Checksum" + algorithm, value);
              }
            });
    if (output.has("Checksum")) {
      output.withObject("/Checksum").put("ChecksumType", "FULL_OBJECT");
    }
  }

  /** A checksum in base64, if this JDK can compute it. */
  private static Optional<String> computed(String algorithm, byte[] content) {
    return switch (algorithm) {
      case "CRC32" -> Optional.of(crc(new CRC32(), content));
      case "CRC32C" -> Optional.of(crc(new CRC32C(), content));
      case "SHA1" -> Optional.of(base64(digest("SHA-1", content)));
      case "SHA256" -> Optional.of(base64(digest("SHA-256", content)));
      case "SHA512" -> Optional.of(base64(digest("SHA-512", content)));
      case MD5 -> Optional.of(base64(digest(MD5, content)));
      default -> Optional.empty();
    };
  }

  private static String crc(Checksum crc, byte[] content) {
    crc.update(content);
    return base64(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A digest that every JDK has. */
  public static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("mlsim: this JVM has no [" + algorithm + "]", e);
    }
  }
}

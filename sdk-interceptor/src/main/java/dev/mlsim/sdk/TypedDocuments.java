package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The simulator's documents as the SDK's typed requests and responses.
 *
 * <pre>{@code
 * sim.faults().on("CreateTrainingJob")
 *     .where(matching(CreateTrainingJobRequest.class, r -> r.trainingJobName().startsWith("churn")))
 *     .throttle();
 * }</pre>
 */
public final class TypedDocuments {
  private TypedDocuments() {}

  /** A predicate on typed requests as one on documents, for {@code faults().on(...).where(...)}. */
  public static <T extends SdkPojo> Predicate<JsonNode> matching(
      Class<T> type, Predicate<T> predicate) {
    PojoReader.builder(type); // refuse a wrong type here, and not in the middle of a call
    return document -> predicate.test(read(type, document));
  }

  /**
   * Reads a document as a request, a response or a structure of the SDK's; members that the SDK's
   * version doesn't know are left out.
   *
   * @throws IllegalArgumentException if it is no type of the SDK's with a builder
   */
  public static <T extends SdkPojo> T read(Class<T> type, JsonNode document) {
    return PojoReader.read(document, type);
  }
}

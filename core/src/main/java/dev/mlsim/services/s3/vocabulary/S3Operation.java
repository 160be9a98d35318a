package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import java.util.List;

/**
 * An operation of S3.
 *
 * @param kind what kind it is, in one word
 * @param work what answers a call that may pass; it refuses before it changes anything
 */
public record S3Operation(String kind, Work work) implements Handler {
  private static final List<Precondition> BUCKET =
      List.of(
          new Precondition(
              "Bucket is there, if buckets are required", "NoSuchBucket", S3Operation::check),
          Precondition.unless(
              call ->
                  isOwn(call, "ExpectedBucketOwner") && isOwn(call, "ExpectedSourceBucketOwner"),
              "ExpectedBucketOwner and ExpectedSourceBucketOwner are the account, whose all buckets"
                  + " are",
              "AccessDenied",
              "Access Denied"));

  private static boolean isOwn(Call call, String member) {
    return call.text(member).filter(id -> !id.equals(call.world().account().id())).isEmpty();
  }

  /** Answers a call. */
  @FunctionalInterface
  public interface Work {
    /** Puts into the output what the call answers. */
    void answer(Call call, ObjectStore objects, ObjectNode output);
  }

  @Override
  public ObjectNode answer(Call call) {
    Unsupported.refuse(call);
    BUCKET.forEach(rule -> rule.check().verify(call));
    ObjectNode output = Documents.empty();
    try {
      work.answer(call, call.world().objects(), output);
    } catch (IllegalStateException e) { // a bound of the store
      throw Errors.bound(e);
    }
    return output;
  }

  private static void check(Call call) {
    boolean isNew = call.operation().name().equals("CreateBucket");
    call.text("Bucket")
        .filter(bucket -> !isNew && !call.world().objects().hasBucket(bucket))
        .ifPresent(
            bucket -> {
              throw Errors.noSuchBucket(bucket);
            });
  }

  /** What is there or not can be waited for. */
  @Override
  public Look look() {
    return kind.equals("head") ? Look.ONE : Look.NONE;
  }

  @Override
  public List<Precondition> preconditions() {
    return BUCKET;
  }
}

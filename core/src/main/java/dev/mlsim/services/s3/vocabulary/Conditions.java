package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What must hold of an object so that a call may pass. */
public final class Conditions {
  private static final String ANY = "*";

  private Conditions() {}

  /**
   * For reading. Where both are said, an ETag counts and a time doesn't.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
   */
  public static void read(Call call, StoredObject object) {
    if (!holds(call, "IfMatch", "IfUnmodifiedSince", object)) {
      throw Errors.preconditionFailed(call.has("IfMatch") ? "If-Match" : "If-Unmodified-Since");
    }
    if (!differs(call, "IfNoneMatch", "IfModifiedSince", object)) {
      throw new ServiceError("NotModified", "Not Modified").with("ETag", Details.quoted(object));
    }
  }

  /** For being copied. */
  public static void copy(Call call, StoredObject source) {
    if (!holds(call, "CopySourceIfMatch", "CopySourceIfUnmodifiedSince", source)) {
      throw Errors.preconditionFailed(
          call.has("CopySourceIfMatch")
              ? "x-amz-copy-source-If-Match"
              : "x-amz-copy-source-If-Unmodified-Since");
    }
    if (!differs(call, "CopySourceIfNoneMatch", "CopySourceIfModifiedSince", source)) {
      throw Errors.preconditionFailed(
          call.has("CopySourceIfNoneMatch")
              ? "x-amz-copy-source-If-None-Match"
              : "x-amz-copy-source-If-Modified-Since");
    }
  }

  /** For being written over, or deleted. */
  public static void write(Call call, Place place, ObjectStore objects) {
    Optional<StoredObject> there = objects.find(place.uri());
    Optional<String> match = call.text("IfMatch");
    if (match.isPresent()) {
      StoredObject object = there.orElseThrow(() -> Errors.noSuchKey(place.key()));
      if (!isOne(match.get(), object)) {
        throw Errors.preconditionFailed("If-Match");
      }
    }
    if (call.text("IfNoneMatch").isPresent() && there.isPresent()) {
      throw Errors.preconditionFailed("If-None-Match");
    }
  }

  private static boolean holds(Call call, String match, String since, StoredObject object) {
    Optional<String> etags = call.text(match);
    return etags.isPresent()
        ? isOne(etags.get(), object)
        : time(call, since).map(time -> !written(object).isAfter(time)).orElse(true);
  }

  private static boolean differs(Call call, String match, String since, StoredObject object) {
    Optional<String> etags = call.text(match);
    return etags.isPresent()
        ? !isOne(etags.get(), object)
        : time(call, since).map(time -> written(object).isAfter(time)).orElse(true);
  }

  private static boolean isOne(String etags, StoredObject object) {
    for (String etag : etags.split(",", -1)) {
      String bare = etag.strip().replaceFirst("^W/", "").replace("\"", "");
      if (bare.equals(ANY) || bare.equals(object.etag())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Instant> time(Call call, String member) {
    Optional<JsonNode> said = call.at(member).filter(JsonNode::isNumber);
    return said.map(Timestamps::instant).map(Conditions::seconds);
  }

  private static Instant written(StoredObject object) {
    return seconds(object.lastModified());
  }

  /** Dates of HTTP know no fractions. */
  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}

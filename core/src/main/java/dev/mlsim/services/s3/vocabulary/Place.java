package dev.mlsim.services.s3.vocabulary;

import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A key in a bucket.
 *
 * @param bucket the bucket's name
 * @param key the key
 */
public record Place(String bucket, String key) {
  private static final int LONGEST = 1024;

  /** The one that a call is about. */
  public static Place of(Call call) {
    return new Place(call.text("Bucket").orElse(""), call.text("Key").orElse(""));
  }

  /** The one that a call is to write to. */
  public static Place toWrite(Call call) {
    Place place = of(call);
    int length = place.key().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new ServiceError("KeyTooLongError", "Your key is too long")
          .with("Size", "" + length)
          .with("MaxSizeAllowed", "" + LONGEST);
    }
    return place;
  }

  /** The object that a call is to be copied from; its bucket and key are percent-encoded. */
  public static StoredObject source(Call call, ObjectStore objects) {
    String said = call.text("CopySource").orElse("").replace("?versionId=null", "");
    String bare = said.startsWith("/") ? said.substring(1) : said;
    int slash = bare.indexOf('/');
    if (slash <= 0 || slash == bare.length() - 1) {
      throw invalidSource(said);
    }
    Place place;
    try {
      place = new Place(decoded(bare.substring(0, slash)), decoded(bare.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw invalidSource(said);
    }
    if (!objects.hasBucket(place.bucket())) {
      throw Errors.noSuchBucket(place.bucket());
    }
    return place.find(objects);
  }

  private static ServiceError invalidSource(String said) {
    return Errors.invalidArgument(
        "x-amz-copy-source",
        said,
        "Copy Source must mention the source bucket and key:" + " sourcebucket/sourcekey");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The location. */
  public String uri() {
    return "s3://" + bucket + "/" + key;
  }

  /** The object that is there, or S3's refusal. */
  public StoredObject find(ObjectStore objects) {
    return objects.find(uri()).orElseThrow(() -> Errors.noSuchKey(key));
  }
}

package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.service.ServiceError;

/**
 * What S3 refuses, in its words.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
 *     responses</a>
 */
public final class Errors {
  private Errors() {}

  /** The bucket isn't there. */
  public static ServiceError noSuchBucket(String bucket) {
    return new ServiceError("NoSuchBucket", "The specified bucket does not exist")
        .with("BucketName", bucket);
  }

  /** The object isn't there. */
  public static ServiceError noSuchKey(String key) {
    return new ServiceError("NoSuchKey", "The specified key does not exist.").with("Key", key);
  }

  /** The upload isn't under way. */
  public static ServiceError noSuchUpload(String id) {
    return new ServiceError(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                + " have been aborted or completed.")
        .with("UploadId", id);
  }

  /** A condition doesn't hold. */
  public static ServiceError preconditionFailed(String condition) {
    return new ServiceError(
            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
        .with("Condition", condition);
  }

  /** An argument is wrong. */
  public static ServiceError invalidArgument(String name, String value, String message) {
    return new ServiceError("InvalidArgument", message)
        .with("ArgumentName", name)
        .with("ArgumentValue", value);
  }

  /** The XML doesn't say what it must. */
  public static ServiceError malformedXml() {
    return new ServiceError(MalformedInput.XML_CODE, MalformedInput.XML_MESSAGE);
  }

  /** A range lies outside an object. */
  public static ServiceError invalidRange(String range, long size) {
    return new ServiceError("InvalidRange", "The requested range is not satisfiable")
        .with("RangeRequested", range)
        .with("ActualObjectSize", LongNode.valueOf(size));
  }

  /** The simulator's own: something that is said is not simulated. */
  public static ServiceError notSimulated(String what) {
    return new ServiceError("NotSimulated", "mlsim: " + what);
  }

  /** The simulator's own: there is no more room. */
  static ServiceError bound(IllegalStateException e) {
    return new ServiceError("NotSimulated", String.valueOf(e.getMessage()));
  }
}

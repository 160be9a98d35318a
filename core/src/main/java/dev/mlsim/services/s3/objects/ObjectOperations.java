package dev.mlsim.services.s3.objects;

import dev.mlsim.service.Family;
import dev.mlsim.services.s3.vocabulary.S3Operation;

/** Objects, one at a time and many. */
public final class ObjectOperations {
  private ObjectOperations() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ObjectCreated.declare(family);
    family
        .operation("PutObject", new S3Operation("put", Writing::put))
        .operation("CopyObject", new S3Operation("copy", Copying::copy))
        .operation("GetObject", new S3Operation("get", Reading::get))
        .operation("HeadObject", new S3Operation("head", Reading::head))
        .operation("GetObjectAttributes", new S3Operation("get", Reading::attributes))
        .operation("DeleteObject", new S3Operation("delete", Deleting::one))
        .operation("DeleteObjects", new S3Operation("delete", Deleting::many))
        .operation("PutObjectTagging", new S3Operation("tag", Tagging::put))
        .operation("GetObjectTagging", new S3Operation("get", Tagging::get))
        .operation("DeleteObjectTagging", new S3Operation("untag", Tagging::delete))
        .judged(
            "part-of-a-whole",
            "GetObject.PartNumber",
            "every object has one part, with a Content-Range, also the empty one (bytes 0--1/0);"
                + " how many it came in isn't remembered")
        .judged(
            "bad-digest",
            "PutObject.ChecksumCRC32",
            "the words for a checksum that doesn't fit; CRC64NVME and the younger ones aren't"
                + " verified")
        .judged(
            "conditional-delete",
            "DeleteObject.IfMatch",
            "If-Match on an object that isn't there is NoSuchKey")
        .differs(
            "copies-as-puts",
            "CopyObject",
            "the Object Created event of a copy has the reason PutObject, and every event the"
                + " address 127.0.0.1")
        .differs(
            "checksum-types",
            "PutObject.ChecksumType",
            "what is answered to a write names no ChecksumType; GetObject and HeadObject do")
        .differs(
            "checksums-of-parts",
            "GetObjectAttributes.Checksum",
            "an object that came in parts has no checksum, and shows no parts");
  }
}

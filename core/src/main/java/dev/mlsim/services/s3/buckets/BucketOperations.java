package dev.mlsim.services.s3.buckets;

import dev.mlsim.service.Family;
import dev.mlsim.services.s3.vocabulary.S3Operation;

/** Buckets, and what is in them. */
public final class BucketOperations {
  private BucketOperations() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation("CreateBucket", new S3Operation("create", Creation::create))
        .operation("HeadBucket", new S3Operation("head", Buckets::head))
        .operation("GetBucketLocation", new S3Operation("get", Buckets::location))
        .operation("ListBuckets", new S3Operation("list", Buckets::list))
        .operation("DeleteBucket", new S3Operation("delete", Buckets::delete))
        .operation("ListObjectsV2", new S3Operation("list", ObjectLists::second))
        .operation("ListObjects", new S3Operation("list", ObjectLists::first))
        .differs(
            "buckets-exist",
            "s3.NoSuchBucket",
            "every bucket is there, and the account's, unless it was deleted or a test calls"
                + " objects().requireBuckets()")
        .differs(
            "one-region",
            "HeadBucket.BucketRegion",
            "a bucket is in the region of whoever asks; nobody is sent to another region")
        .differs(
            "owners",
            "ListObjects.Owner",
            "the canonical id of the account is its digits and zeros")
        .judged(
            "start-within-a-prefix",
            "ListObjectsV2.StartAfter",
            "a start after a key within a common prefix still lists that prefix, if there is more"
                + " in it; the words for a token that can't be read");
  }
}

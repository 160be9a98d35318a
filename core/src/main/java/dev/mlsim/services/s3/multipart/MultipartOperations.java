package dev.mlsim.services.s3.multipart;

import dev.mlsim.service.Family;
import dev.mlsim.services.s3.vocabulary.S3Operation;

/** Objects that come in parts. */
public final class MultipartOperations {
  private MultipartOperations() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation("CreateMultipartUpload", new S3Operation("begin", Parts::begin))
        .operation("UploadPart", new S3Operation("put", Parts::put))
        .operation("UploadPartCopy", new S3Operation("copy", Parts::copy))
        .operation("CompleteMultipartUpload", new S3Operation("complete", Completion::complete))
        .operation("AbortMultipartUpload", new S3Operation("abort", Parts::abort))
        .operation("ListParts", new S3Operation("list", PartLists::parts))
        .operation("ListMultipartUploads", new S3Operation("list", PartLists::uploads))
        .differs(
            "uploads-by-delimiter",
            "ListMultipartUploads.Delimiter",
            "a list with a Delimiter is refused as not simulated; one with a Prefix is answered")
        .judged(
            "completed-twice",
            "CompleteMultipartUpload.UploadId",
            "an upload that was completed is gone, also for a second try to complete it")
        .judged(
            "range-of-a-part",
            "UploadPartCopy.CopySourceRange",
            "the words for a range that can't be read, or lies outside the object");
  }
}

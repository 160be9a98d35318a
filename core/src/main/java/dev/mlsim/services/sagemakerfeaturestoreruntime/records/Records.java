package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import dev.mlsim.service.Family;

/** The records of feature groups. */
public final class Records {
  private Records() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(OnlineStore.TYPE)
        .type(OfflineStore.TYPE)
        .watch("feature-group", "Deleting", OnlineStore::clear)
        .operation("PutRecord", Writes.PUT)
        .operation("DeleteRecord", Writes.DELETE)
        .operation("BatchWriteRecord", Writes.BATCH)
        .operation("GetRecord", Reads.GET)
        .operation("BatchGetRecord", Reads.BATCH)
        .operation("ListRecords", Reads.LIST);
    RecordFacts.declare(family);
  }
}

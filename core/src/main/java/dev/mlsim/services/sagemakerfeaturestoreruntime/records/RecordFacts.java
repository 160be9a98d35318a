package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import dev.mlsim.service.Family;

/** What the ledger says of records. */
final class RecordFacts {
  private RecordFacts() {}

  static void declare(Family family) {
    family
        .differs(
            "offline-store-format",
            "PutRecord",
            "AWS writes Parquet to the offline store; here an object has a line of JSON for each"
                + " record, values as texts, and its key ends in .jsonl")
        .differs(
            "records-as-resources",
            "feature-record",
            "records, and what is on its way to the offline store, are shown as resources of the"
                + " simulator's")
        .differs(
            "iceberg-tables",
            "PutRecord",
            "a group whose table is of Iceberg's format gets the same objects as others")
        .judged(
            "offline-store-times",
            "offline-store-batch",
            "what is put is gathered for 5 minutes, at most 500 records at a time; AWS says within"
                + " 15 minutes")
        .judged(
            "offline-store-partitions",
            "offline-store-batch",
            "an object lies under the hour of its event times, and is called after the latest of"
                + " them")
        .judged(
            "blocked-offline-store",
            "PutRecord",
            "what is put while the offline store is Blocked is lost there, and the call succeeds")
        .judged(
            "feature-store-wording",
            "sagemakerfeaturestoreruntime.ValidationError",
            "the wording of refusals, but for the beginning of that of a group that isn't there")
        .judged(
            "feature-group-states",
            "PutRecord.ValidationError",
            "records are written and read while the group is Created, be it updated; without an"
                + " online store reading is refused")
        .judged(
            "deletion-of-nothing",
            "DeleteRecord",
            "what isn't in the online store is deleted without a word; the offline store gets its"
                + " line")
        .judged(
            "expired-records",
            "PutRecord",
            "in place of a record that has expired any other is stored, whatever its event time")
        .judged(
            "record-features",
            "PutRecord.ValidationError",
            "a value is a number where its feature is, a vector has the elements of its dimension")
        .judged(
            "batches-of-records",
            "BatchGetRecord.Errors",
            "a group that isn't there, or can't be read, is an error of each of its identifiers;"
                + " records that aren't there are left out; of a batch that is written the entries"
                + " that are wrong are errors, and the others are written")
        .judged(
            "lists-of-records",
            "ListRecords",
            "identifiers come in the order in which they were first put, 100 to a page");
  }
}

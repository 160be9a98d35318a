package dev.mlsim.sdk.control;

import dev.mlsim.fault.Quotas;
import dev.mlsim.objects.ObjectStore;
import java.util.List;

/** What can be said to the quotas and to the objects of a world. */
final class SetupWords {
  private static final int LONG_TEXT = 32 * 1024 * 1024;

  private static final Parameter<String> QUOTA = Parameter.text("quota");
  private static final Parameter<Double> LIMIT = Parameter.number("limit", 0, Double.MAX_VALUE);
  private static final Parameter<String> URI = Parameter.text("uri");
  private static final Parameter<String> BUCKET = Parameter.text("bucket");
  private static final Parameter<String> CONTENT = Parameter.text("content", 0, LONG_TEXT);

  /** What quotas there are. */
  static final Vocabulary<Quotas> QUOTAS =
      Vocabulary.chain(
          "quotas",
          "nothing is set up: this says nothing; say set, exhaust, lift or the account's age",
          List.of(
              Word.acts(
                  "newAccount",
                  "The account is new: AWS's first values hold.",
                  (quotas, given) -> quotas.newAccount()),
              Word.acts(
                  "established",
                  "The account is an established one, as by default.",
                  (quotas, given) -> quotas.established()),
              Word.acts(
                  "unlimited",
                  "Nothing is limited but what is set by name.",
                  (quotas, given) -> quotas.unlimited()),
              Word.does(
                  "set",
                  "Sets a quota to a value.",
                  (quotas, given) -> quotas.set(given.of(QUOTA), given.of(LIMIT)),
                  QUOTA,
                  LIMIT),
              Word.does(
                  "exhaust",
                  "Lets a quota allow nothing more: all of it is in use.",
                  (quotas, given) -> quotas.exhaust(given.of(QUOTA)),
                  QUOTA),
              Word.does(
                  "lift",
                  "Takes a quota away.",
                  (quotas, given) -> quotas.lift(given.of(QUOTA)),
                  QUOTA),
              Word.does("clear", "Sets every quota back.", (quotas, given) -> quotas.clear())));

  /** What objects there are. */
  static final Vocabulary<ObjectStore> OBJECTS =
      Vocabulary.chain(
          "objects",
          "nothing is set up: this says nothing; say put, remove, requireInputs, assumeInputs,"
              + " createBucket, deleteBucket, requireBuckets, assumeBuckets or sendEventsOf",
          List.of(
              Word.does(
                  "put",
                  "Puts a text in UTF-8.",
                  (objects, given) -> objects.put(given.of(URI), given.of(CONTENT)),
                  URI,
                  CONTENT),
              Word.does(
                  "remove",
                  "Takes an object away.",
                  (objects, given) -> objects.remove(given.of(URI)),
                  URI),
              Word.does(
                  "requireInputs",
                  "From now on a job whose input isn't here fails as it does on AWS.",
                  (objects, given) -> objects.requireInputs()),
              Word.does(
                  "assumeInputs",
                  "From now on inputs that aren't here are assumed to be good.",
                  (objects, given) -> objects.assumeInputs()),
              Word.does(
                  "createBucket",
                  "Creates a bucket.",
                  (objects, given) -> objects.createBucket(given.of(BUCKET)),
                  BUCKET),
              Word.does(
                  "deleteBucket",
                  "Takes a bucket away, which has no objects.",
                  (objects, given) -> objects.deleteBucket(given.of(BUCKET)),
                  BUCKET),
              Word.does(
                  "requireBuckets",
                  "From now on a bucket is there only if it was created or has an object.",
                  (objects, given) -> objects.requireBuckets()),
              Word.does(
                  "assumeBuckets",
                  "From now on every bucket is there but those that were deleted.",
                  (objects, given) -> objects.assumeBuckets()),
              Word.does(
                  "sendEventsOf",
                  "From now on these buckets send events of the objects that are created.",
                  (objects, given) -> objects.sendEventsOf(given.of(BUCKET)),
                  BUCKET)));

  private SetupWords() {}
}

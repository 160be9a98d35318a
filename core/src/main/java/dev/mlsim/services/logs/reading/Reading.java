package dev.mlsim.services.logs.reading;

import dev.mlsim.service.Family;

/** Declares what can be read of logs. */
public final class Reading {
  private Reading() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation("DescribeLogGroups", new Look("describe groups", Groups::describe))
        .operation("DescribeLogStreams", new Look("describe streams", Streams::describe))
        .operation("GetLogEvents", new Look("get events", Lines::get))
        .operation("FilterLogEvents", new Look("filter events", FilteredLines::filter))
        .differs(
            "logs-of-what-exists",
            "GetLogEvents",
            "only resources that exist have logs: what is deleted takes its streams along, which on"
                + " AWS stay; nothing can be written")
        .differs(
            "logs-of-some-types",
            "DescribeLogGroups.logGroups",
            "only training, processing, transform and AI benchmark jobs and endpoints print lines;"
                + " notebooks, clusters, Studio, compilation, labeling, AutoML and Personalize have"
                + " no streams")
        .differs(
            "linked-accounts",
            "DescribeLogGroups.includeLinkedAccounts",
            "no account is linked to another, so that accountIdentifiers find nothing more")
        .differs(
            "log-insights",
            "DescribeLogGroups",
            "of the service only what reads lines is known; queries, metric filters, retention and"
                + " subscriptions are not simulated")
        .judged(
            "log-ingestion",
            "GetLogEvents.events",
            "a line is there, and in lastEventTimestamp, at the moment it is printed")
        .judged(
            "log-tokens",
            "GetLogEvents.nextForwardToken",
            "a token says how many lines of the stream lie before it; one that says nothing is"
                + " refused with InvalidParameterException")
        .judged(
            "filter-patterns",
            "FilterLogEvents.filterPattern",
            "terms, quoted terms, ?either and -without are heeded; patterns of JSON, columns and"
                + " regular expressions are refused")
        .judged(
            "group-or-identifier",
            "GetLogEvents.InvalidParameterException",
            "the words for a call that names no group, or names both a prefix and streams");
  }
}

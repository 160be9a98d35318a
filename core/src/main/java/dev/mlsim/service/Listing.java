package dev.mlsim.service;

import java.util.function.Function;

/**
 * How a service lists, unless a List says otherwise.
 *
 * @param pageSize how many a page has where the caller doesn't say
 * @param cutBeforeFilter whether the page is cut before filters are applied, so that a page can be
 *     empty and yet have a token for the next one
 * @param badToken the error for a token that is none, has expired, or is another query's
 */
public record Listing(
    int pageSize, boolean cutBeforeFilter, Function<Call, ServiceError> badToken) {}

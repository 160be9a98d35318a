package dev.mlsim.service;

import dev.mlsim.internal.Nearest;

/**
 * Whose world it is.
 *
 * @param id the account's twelve digits
 * @param region the region's name, such as {@code us-east-1}
 */
public record Account(String id, String region) {

  /** Checks the account's id and the region's name. */
  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "mlsim: an account is twelve digits, but this is [" + id + "]");
    }
    // A region that is newer than this list is taken; a direction that isn't one is a misprint.
    if (!region.matches(
        "[a-z]{2}(-gov|-iso[a-z]?)?-(central|(north|south)?(east|west)?)(?<!-)-\\d+")) {
      throw new IllegalArgumentException(
          "mlsim: a region is named like [us-east-1], but this is ["
              + region
              + "]"
              + Nearest.hintOfNear(region, Regions.known()));
    }
  }

  /** The partition that the region is in. */
  public String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** The ARN of something in this account and region. */
  public String arn(String service, String resource) {
    return "arn:" + partition() + ":" + service + ":" + region + ":" + id + ":" + resource;
  }
}

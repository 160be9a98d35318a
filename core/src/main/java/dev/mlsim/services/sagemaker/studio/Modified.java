package dev.mlsim.services.sagemaker.studio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;

/** The filters ModifiedTimeAfter and ModifiedTimeBefore, of what shows a LastModifiedTime. */
final class Modified {
  private Modified() {}

  static boolean after(Resource resource, JsonNode value, World world) {
    return resource.modified().toEpochMilli() > Timestamps.instant(value).toEpochMilli();
  }

  static boolean before(Resource resource, JsonNode value, World world) {
    return resource.modified().toEpochMilli() < Timestamps.instant(value).toEpochMilli();
  }
}

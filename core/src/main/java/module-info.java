import org.jspecify.annotations.NullMarked;

/**
 * The world: clock, contracts, lifecycles, services, faults, journal.
 *
 * <p>A test needs {@link dev.mlsim} and what that hands out. {@link dev.mlsim.service} and what it
 * offers is for authors of services, and may still change. What isn't exported is no API.
 */
@NullMarked
@SuppressWarnings("module") // the modules that see what is internal are built after this one
module dev.mlsim.core {
  requires transitive com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires java.xml;
  requires static transitive org.jspecify;

  exports dev.mlsim;
  exports dev.mlsim.clock;
  exports dev.mlsim.contract;
  exports dev.mlsim.event;
  exports dev.mlsim.fault;
  exports dev.mlsim.internal to
      dev.mlsim.sdk,
      dev.mlsim.junit;
  exports dev.mlsim.journal;
  exports dev.mlsim.json;
  exports dev.mlsim.lifecycle;
  exports dev.mlsim.objects;
  exports dev.mlsim.parity;
  exports dev.mlsim.recording;
  exports dev.mlsim.service;
  exports dev.mlsim.services.cleanroomsml;
  exports dev.mlsim.services.logs;
  exports dev.mlsim.services.lookoutvision;
  exports dev.mlsim.services.personalize;
  exports dev.mlsim.services.personalizeevents;
  exports dev.mlsim.services.personalizeruntime;
  exports dev.mlsim.services.s3;
  exports dev.mlsim.services.sagemaker;
  exports dev.mlsim.services.sagemakera2iruntime;
  exports dev.mlsim.services.sagemakerfeaturestoreruntime;
  exports dev.mlsim.services.sagemakermetrics;
  exports dev.mlsim.services.sagemakerruntime;
  exports dev.mlsim.sweep;
  exports dev.mlsim.wire;
}

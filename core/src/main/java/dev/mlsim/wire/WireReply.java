package dev.mlsim.wire;

/** What comes back for a {@link WireRequest}: a response, or a connection that broke. */
public sealed interface WireReply permits WireResponse, ConnectionFailure {}

package dev.mlsim.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A document as it may be written.
 *
 * @param document what is left of it
 * @param leftOut the paths of what is not, such as {@code Environment}
 * @param unknown the paths of members that the contract doesn't know, with their types
 */
record Sanitized(ObjectNode document, List<String> leftOut, List<String> unknown) {}

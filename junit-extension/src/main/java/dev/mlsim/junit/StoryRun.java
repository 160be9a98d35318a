package dev.mlsim.junit;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A test, or a class, that has run.
 *
 * @param name its class and name
 * @param took how long it took, on the wall
 * @param failure why it failed, empty if it didn't
 * @param story its page
 */
record StoryRun(String name, Duration took, String failure, Path story) {}

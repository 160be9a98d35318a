/**
 * Reads and writes JSON documents with Jackson's streaming parser and generator. Its object mapper,
 * whose first use costs a JVM more than everything else that a simulator does, is never touched.
 *
 * <p>What is read is read-only, as all is that the simulator holds: {@link Json}.
 */
@NullMarked
package dev.mlsim.json;

import org.jspecify.annotations.NullMarked;

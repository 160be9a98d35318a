/**
 * Reads and writes JSON documents into Jackson's nodes. Its streaming parser reads; its object
 * mapper, whose first use costs a JVM more than everything else that a simulator does, is never
 * touched.
 *
 * <p>What is read is read-only, as all is that the simulator holds: {@link Json}.
 */
@NullMarked
package dev.mlsim.json;

import org.jspecify.annotations.NullMarked;

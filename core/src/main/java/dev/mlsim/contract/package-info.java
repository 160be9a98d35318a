/**
 * A service's API as data: operations, wire bindings, shapes, constraints and errors; the
 * validation of an input against them; and the two wire protocols.
 *
 * <p>Inside mlsim a document has one form whatever the protocol: a Jackson tree under <em>member
 * names</em>, in which a timestamp is a double of epoch seconds ({@link Timestamps}), a blob is a
 * {@link com.fasterxml.jackson.databind.node.BinaryNode}, and everything else is as in JSON.
 */
@NullMarked
package dev.mlsim.contract;

import org.jspecify.annotations.NullMarked;

/** Groups, streams and lines, as they are read. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.services.logs.reading;

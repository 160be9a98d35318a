/**
 * As much of an HTTP/1.1 server as a loopback endpoint needs, on plain sockets: the JDK's own has
 * its time-outs and bounds in properties of the whole JVM, which are not an embedded endpoint's to
 * set, and gives no answer to a chunked body with trailers. Not API.
 */
@NullMarked
package dev.mlsim.sdk.http;

import org.jspecify.annotations.NullMarked;

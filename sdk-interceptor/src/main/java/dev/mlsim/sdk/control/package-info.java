/**
 * The control API under {@code /mlsim/}: a table of names, each with what it takes, within which
 * bounds, and what it does. Not API for Java: only the loopback endpoint uses it, and loads it when
 * the first request for it comes. {@code openapi.json} beside it says the same to other languages.
 */
@NullMarked
package dev.mlsim.sdk.control;

import org.jspecify.annotations.NullMarked;

/** A Spring Boot application under test, whose context builds its own clients. */
@NullMarked
package dev.mlsim.samples.spring;

import org.jspecify.annotations.NullMarked;

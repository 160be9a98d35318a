/** Amazon CloudWatch Logs, as far as it shows what the containers of jobs print. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.services.logs;

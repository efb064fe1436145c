/**
 * Secrets out of environment variables, for local mode and tests.
 *
 * <p>Never reads a variable unless the configuration allows it: in a Lambda, an environment is
 * readable by everyone who may look at the function.
 */
@NullMarked
package dev.headroom.auth.env;

import org.jspecify.annotations.NullMarked;

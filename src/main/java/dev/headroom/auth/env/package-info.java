/**
 * Secrets from environment variables, for local mode and tests.
 *
 * <p>Reads no variable unless the configuration allows it: everyone who may view a Lambda function
 * can read its environment.
 */
@NullMarked
package dev.headroom.auth.env;

import org.jspecify.annotations.NullMarked;

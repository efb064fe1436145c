/**
 * Secrets from AWS Systems Manager Parameter Store.
 *
 * <p>Reads SecureStrings only: whoever may list parameters may read a plain String.
 */
@NullMarked
package dev.headroom.auth.ssm;

import org.jspecify.annotations.NullMarked;

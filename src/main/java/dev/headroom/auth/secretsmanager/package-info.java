/**
 * Secrets from AWS Secrets Manager, one by one or bundled in one JSON secret.
 *
 * <p>A bundle costs as much as one secret, so a fleet of hundreds of orgs need not pay for
 * hundreds.
 */
@NullMarked
package dev.headroom.auth.secretsmanager;

import org.jspecify.annotations.NullMarked;

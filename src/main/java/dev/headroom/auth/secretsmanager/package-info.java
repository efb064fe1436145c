/**
 * Secrets out of AWS Secrets Manager, each alone or many in one JSON bundle.
 *
 * <p>A bundle costs what one secret costs, so that a fleet of hundreds of orgs need not pay for
 * hundreds.
 */
@NullMarked
package dev.headroom.auth.secretsmanager;

import org.jspecify.annotations.NullMarked;

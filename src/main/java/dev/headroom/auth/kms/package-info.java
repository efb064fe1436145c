/**
 * AWS KMS: RSA keys that sign logins and never leave it, and access tokens kept under data keys.
 *
 * <p>A kept token is encrypted under its own data key, which KMS returns only for the same
 * encryption context, {@code headroom:org} = the org's id: one org's row is useless to another.
 */
@NullMarked
package dev.headroom.auth.kms;

import org.jspecify.annotations.NullMarked;

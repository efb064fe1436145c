/**
 * How Headroom gets secrets and access tokens.
 *
 * <p>Contains the ports {@link dev.headroom.auth.SecretStore}, {@link
 * dev.headroom.auth.AccessTokens} and {@link dev.headroom.auth.KeptTokens}; their technology is in
 * the packages below. A secret is a {@link dev.headroom.auth.Secret}, whose text form is a mask.
 */
@NullMarked
package dev.headroom.auth;

import org.jspecify.annotations.NullMarked;

package dev.headroom.auth;

/**
 * An access token and its origin.
 *
 * @param fresh whether a login granted it while its caller waited. A kept token may be outdated:
 *     the org may have moved to another host, or the token may have been revoked
 */
public record Session(AccessToken token, boolean fresh) {}

package dev.headroom.auth;

/**
 * An access token and where it came from.
 *
 * @param fresh whether a login granted it while its caller waited. A token that was kept may
 *     outlive what it names: the org may have moved to another host, or the token been revoked
 */
public record Session(AccessToken token, boolean fresh) {}

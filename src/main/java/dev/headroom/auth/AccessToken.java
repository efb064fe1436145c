package dev.headroom.auth;

import java.net.URI;

/**
 * A session with an org, as the token endpoint granted it. Salesforce names no expiry: it is used
 * until it is refused.
 *
 * @param value the bearer token
 * @param instanceUrl where the org's API is to be called, from the same answer
 */
public record AccessToken(Secret value, URI instanceUrl) {}

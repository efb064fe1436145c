package dev.headroom.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * API calls of a day that have one caller and need one scope.
 *
 * @param userKey the first 15 characters of the user's id; empty if there is none
 * @param appId as logged; empty if there is none
 * @param appName as logged; empty if there is none
 * @param client the name that the client gives itself; empty if it gives none
 * @param family such as {@code REST}
 * @param sourceIp as logged
 * @param address the parsed address; null if it is not one
 * @param scope the OAuth scope that such calls need
 * @param succeeded how many had a status under 400
 * @param refused how many had 401 or 403
 * @param count how many there were
 * @param last when the last one was
 */
public record CallGroup(
    String userKey,
    String appId,
    String appName,
    String client,
    String family,
    String sourceIp,
    @Nullable Address address,
    String scope,
    int succeeded,
    int refused,
    int count,
    Instant last) {}

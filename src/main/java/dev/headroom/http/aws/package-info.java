/**
 * Calls to AWS services for which the artifact has no client: the requests are made by hand and
 * signed by the SDK, so that no function loads another client at its start.
 */
@NullMarked
package dev.headroom.http.aws;

import org.jspecify.annotations.NullMarked;

/** Tests of reading an org, against a real HTTP server on loopback. */
@NullMarked
package dev.headroom.limits.salesforce;

import org.jspecify.annotations.NullMarked;

/** Tests of logging in, against a real HTTP server on loopback. */
@NullMarked
package dev.headroom.auth.salesforce;

import org.jspecify.annotations.NullMarked;

/** Tests of secrets in environment variables. */
@NullMarked
package dev.headroom.auth.env;

import org.jspecify.annotations.NullMarked;

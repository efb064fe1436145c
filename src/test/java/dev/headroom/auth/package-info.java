/** Tests of what keeps secrets out of texts. */
@NullMarked
package dev.headroom.auth;

import org.jspecify.annotations.NullMarked;

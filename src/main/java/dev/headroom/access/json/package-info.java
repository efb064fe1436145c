/** The access posture as JSON for programs. */
@NullMarked
package dev.headroom.access.json;

import org.jspecify.annotations.NullMarked;

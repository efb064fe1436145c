/** The access posture as the JSON that programs see. */
@NullMarked
package dev.headroom.access.json;

import org.jspecify.annotations.NullMarked;

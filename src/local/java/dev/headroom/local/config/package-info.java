/** The keys of local mode. */
@NullMarked
package dev.headroom.local.config;

import org.jspecify.annotations.NullMarked;

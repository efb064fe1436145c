/** The pages of local mode over the tables of deployed stacks. */
@NullMarked
package dev.headroom.local.console;

import org.jspecify.annotations.NullMarked;

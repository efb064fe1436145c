/** What is shown, as tables of states and words. */
@NullMarked
package dev.headroom.report;

import org.jspecify.annotations.NullMarked;

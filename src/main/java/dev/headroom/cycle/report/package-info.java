/** What is made of stored readings at leisure: hours and days of each org. */
@NullMarked
package dev.headroom.cycle.report;

import org.jspecify.annotations.NullMarked;

/**
 * Who spends an org's API calls, and which of them are wasteful. Calls are read once each ({@link
 * dev.headroom.usage.CallLog}).
 */
@NullMarked
package dev.headroom.usage;

import org.jspecify.annotations.NullMarked;

/**
 * Who makes an org's API calls, and which of them are wasteful. Calls are read once each ({@link
 * dev.headroom.usage.CallLog}), assigned to the integrations that made them ({@link
 * dev.headroom.usage.Attribution}), searched for twelve wasteful patterns ({@link
 * dev.headroom.usage.Pattern}) and followed from day to day ({@link dev.headroom.usage.Trend}).
 */
@NullMarked
package dev.headroom.usage;

import org.jspecify.annotations.NullMarked;

/**
 * Who may use an org's API, and what a restriction by IP address would break. {@link
 * dev.headroom.access.Audit} judges a {@link dev.headroom.access.Look} by the org's {@link
 * dev.headroom.access.AccessRule}; {@link dev.headroom.access.Drift} compares two looks; {@link
 * dev.headroom.access.LockOutReplay} answers which logins a candidate would have locked out.
 * Nothing here calls an org, and nothing ever changes one.
 */
@NullMarked
package dev.headroom.access;

import org.jspecify.annotations.NullMarked;

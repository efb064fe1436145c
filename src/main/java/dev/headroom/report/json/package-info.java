/**
 * What programs read: the answers of the API and of the function {@code manage}. Others script
 * against these shapes, so a member once released keeps its name and its form.
 */
@NullMarked
package dev.headroom.report.json;

import org.jspecify.annotations.NullMarked;

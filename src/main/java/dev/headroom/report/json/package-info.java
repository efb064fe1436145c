/**
 * What programs read: the answers of the API and of the function {@code manage}. Others script
 * against these forms, so a released member keeps its name and its form.
 */
@NullMarked
package dev.headroom.report.json;

import org.jspecify.annotations.NullMarked;

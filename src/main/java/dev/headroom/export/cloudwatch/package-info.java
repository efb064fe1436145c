/** Amazon CloudWatch, for single limits. */
@NullMarked
package dev.headroom.export.cloudwatch;

import org.jspecify.annotations.NullMarked;

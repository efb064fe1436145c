/** Pages as objects of Amazon S3, or of a store that speaks its protocol. */
@NullMarked
package dev.headroom.report.s3;

import org.jspecify.annotations.NullMarked;

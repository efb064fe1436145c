/** What the build does to the Lambda artifact after Quarkus has made it. Not packaged. */
@NullMarked
package dev.headroom.artifact;

import org.jspecify.annotations.NullMarked;

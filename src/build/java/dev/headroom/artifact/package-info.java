/** What the build does to the Lambda artifact after Quarkus made it. Nothing of it is packaged. */
@NullMarked
package dev.headroom.artifact;

import org.jspecify.annotations.NullMarked;

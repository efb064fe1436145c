/** What the stores of secrets in an AWS account have in common: how they say that they cannot. */
@NullMarked
package dev.headroom.auth.aws;

import org.jspecify.annotations.NullMarked;

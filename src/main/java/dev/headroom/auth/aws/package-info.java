/** What the secret stores in an AWS account have in common: how they report failures. */
@NullMarked
package dev.headroom.auth.aws;

import org.jspecify.annotations.NullMarked;

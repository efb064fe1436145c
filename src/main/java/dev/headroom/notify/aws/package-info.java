/** Amazon SNS and Amazon EventBridge; alerts are CloudEvents 1.0 in structured mode. */
@NullMarked
package dev.headroom.notify.aws;

import org.jspecify.annotations.NullMarked;

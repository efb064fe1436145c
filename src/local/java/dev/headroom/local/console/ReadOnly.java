package dev.headroom.local.console;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Lets a client read and nothing else. A console writes nothing, whatever the caller's AWS identity
 * is allowed to do.
 */
final class ReadOnly implements ExecutionInterceptor {
  /** No scan: it would read, and charge for, a whole table. */
  private static final List<Class<? extends SdkRequest>> READS =
      List.of(GetItemRequest.class, BatchGetItemRequest.class, QueryRequest.class);

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (READS.stream().noneMatch(read -> read.isInstance(request))) {
      throw SdkClientException.create(
          "the console only reads, and sends no " + request.getClass().getSimpleName());
    }
  }
}

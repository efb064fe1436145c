package dev.headroom.notify;

class InMemoryNotifyStoreTest extends NotifyStoreContract {
  @Override
  protected NotifyStore create() {
    return new InMemoryNotifyStore();
  }
}

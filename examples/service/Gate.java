package service;

import java.util.concurrent.Semaphore;

/**
 * Lets in so many requests at a time. Who finds it full is told so at once, and waits elsewhere.
 */
final class Gate {
  private final int capacity;
  private final Semaphore places;

  Gate(int capacity) {
    this.capacity = capacity;
    this.places = new Semaphore(capacity);
  }

  /**
   * Goes in.
   *
   * @throws Refusal 503, if there is no place
   */
  void enter() throws Refusal {
    if (!places.tryAcquire()) {
      throw Refusal.later("Expected at most " + capacity + " requests at a time, found more");
    }
  }

  /** Goes out again. */
  void leave() {
    places.release();
  }

  /** How many are inside. */
  int length() {
    return capacity - places.availablePermits();
  }

  int capacity() {
    return capacity;
  }
}

package dev.mlsim.engine.events;

/**
 * Something on its way to a listener.
 *
 * @param subscription the number of the listener's subscription
 * @param to the listener in a few words
 * @param what what it is to hear
 * @param attempt how often it will have been told then
 */
public record Delivery(long subscription, String to, Object what, int attempt) {
  Delivery again() {
    return new Delivery(subscription, to, what, attempt + 1);
  }

  @Override
  public String toString() {
    return what + " reaches " + to;
  }
}

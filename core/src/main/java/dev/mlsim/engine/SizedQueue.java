package dev.mlsim.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A queue of elements with a size each, in two arrays side by side: what leaves it, long after it
 * came, need not be looked at to learn how large it was. Not safe for threads.
 */
final class SizedQueue<E> {
  private static final int FIRST_CAPACITY = 16; // a power of two, as all of them

  private Object[] elements = new Object[FIRST_CAPACITY];
  private long[] sizes = new long[FIRST_CAPACITY];
  private int first;
  private int count;
  private long total;

  /** Adds an element at the end. */
  void add(E element, long size) {
    if (count == elements.length) {
      grow();
    }
    int place = place(count);
    elements[place] = element;
    sizes[place] = size;
    count++;
    total += size;
  }

  /** Takes the oldest one away; there is one. */
  void removeFirst() {
    elements[first] = null;
    total -= sizes[first];
    first = place(1);
    count--;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The sum of their sizes. */
  long total() {
    return total;
  }

  /** All elements, the oldest first. */
  @SuppressWarnings("unchecked") // only such were added
  List<E> list() {
    List<E> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add((E) elements[place(i)]);
    }
    return all;
  }

  /** Is empty again. */
  void clear() {
    elements = new Object[FIRST_CAPACITY];
    sizes = new long[FIRST_CAPACITY];
    first = 0;
    count = 0;
    total = 0;
  }

  /** One with the same elements, which goes its own way. */
  SizedQueue<E> copy() {
    SizedQueue<E> copy = new SizedQueue<>();
    copy.elements = elements.clone();
    copy.sizes = sizes.clone();
    copy.first = first;
    copy.count = count;
    copy.total = total;
    return copy;
  }

  private int place(int after) {
    return (first + after) & (elements.length - 1);
  }

  private void grow() {
    Object[] more = Arrays.copyOfRange(elements, first, first + 2 * count);
    long[] sizesOfMore = Arrays.copyOfRange(sizes, first, first + 2 * count);
    System.arraycopy(elements, 0, more, count - first, first);
    System.arraycopy(sizes, 0, sizesOfMore, count - first, first);
    elements = more;
    sizes = sizesOfMore;
    first = 0;
  }
}

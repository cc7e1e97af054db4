package org.lateo.data;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list whose elements are made anew each time they are read, so that they take no memory.
 *
 * @param <E> the type of element
 */
public final class LazyList<E> extends AbstractList<E> implements RandomAccess {
  private final int size;
  private final IntFunction<E> made;

  /**
   * A list.
   *
   * @param made makes an element by its number from 0; by several threads, if the list is read so
   */
  public LazyList(int size, IntFunction<E> made) {
    this.size = size;
    this.made = made;
  }

  @Override
  public E get(int index) {
    return made.apply(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}

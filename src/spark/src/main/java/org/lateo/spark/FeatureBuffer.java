package org.lateo.spark;

import java.util.Arrays;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/** Collects the features of a row. */
final class FeatureBuffer {
  private String[] names = new String[16];
  private double[] values = new double[names.length];
  private int size;

  void add(String name, double value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size++] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  String name(int i) {
    return names[i];
  }

  double value(int i) {
    return values[i];
  }

  void clear() {
    size = 0;
  }

  /** An example of the features so far, without which the buffer then is. */
  <T extends Output<T>> Example<T> take(T output) {
    Example<T> example =
        new ArrayExample<>(output, Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    size = 0;
    return example;
  }
}

package org.lateo.logistic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerProductTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 8, 11})
  void isTheSumOfTheFirstProducts(int count) {
    double[] a = IntStream.range(0, 12).mapToDouble(i -> i + 1).toArray();
    double[] b = IntStream.range(0, 12).mapToDouble(i -> i - 3).toArray();
    assertEquals(
        IntStream.range(0, count).mapToDouble(i -> a[i] * b[i]).sum(),
        InnerProduct.of(a, b, count));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 8, 11})
  void meetsNumbersByTheirIndices(int count) {
    float[] values = {9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 9};
    int[] indices = {0, 11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6, 0};
    double[] numbers = IntStream.range(0, 12).mapToDouble(i -> i - 3).toArray();
    assertEquals(
        IntStream.rangeClosed(1, count).mapToDouble(k -> values[k] * numbers[indices[k]]).sum(),
        InnerProduct.of(values, indices, 1, 1 + count, numbers));
  }
}

package org.lateo.math;

/**
 * log x! = log Γ(x + 1) in double, for x of 0 and more; below, 0.
 *
 * <p>Small whole numbers come from a table, others from Stirling's series at x + 8 or above, less
 * the log of the factors in between. Error below 1e-13 times one plus the value.
 */
public final class LogFactorial {
  private static final int TABLE_SIZE = 1024;
  private static final int SHIFT = 8;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double[] TABLE = table();
  private static final double[] EXCESS = excesses();

  private LogFactorial() {}

  private static double[] table() {
    double[] table = new double[TABLE_SIZE];
    for (int i = 2; i < TABLE_SIZE; i++) {
      table[i] = table[i - 1] + StrictMath.log(i);
    }
    return table;
  }

  private static double[] excesses() {
    double[] table = new double[TABLE_SIZE];
    for (int i = 1; i < TABLE_SIZE; i++) {
      table[i] = TABLE[i] - (i * StrictMath.log(i) - i);
    }
    return table;
  }

  /** log x! - (x log x - x), which grows as log √x only; 0 for x of 0 and less. */
  public static double excess(double x) {
    int whole = (int) x;
    if (x <= 0) {
      return 0;
    }
    return whole == x && whole < TABLE_SIZE
        ? EXCESS[whole]
        : stirling(x) - (x * StrictMath.log(x) - x);
  }

  /** log x!; NaN for NaN. */
  public static double of(double x) {
    if (x <= 0) {
      return 0;
    }
    int whole = (int) x;
    return whole == x && whole < TABLE_SIZE ? TABLE[whole] : stirling(x);
  }

  private static double stirling(double x) {
    double factors = 1;
    double y = x + 1;
    for (int i = 0; i < SHIFT && y < TABLE_SIZE; i++) {
      factors *= y;
      y++;
    }
    double inverse = 1 / y;
    double square = inverse * inverse;
    double series = 1.0 / 1260 - square * (1.0 / 1680 - square / 1188);
    series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * series));
    return (y - 0.5) * StrictMath.log(y) - y + HALF_LOG_TWO_PI + series - StrictMath.log(factors);
  }
}

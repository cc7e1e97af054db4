package org.lateo.onnx;

/**
 * When the rows of concurrent callers are run together: one run of 16 rows costs less than 16 runs
 * of one row, and a little waiting for others is repaid. ONNX Runtime chooses its kernels by the
 * number of rows, so that numbers may differ in their last digit with the company they are in.
 *
 * @param rows the most rows of one run; 1 to run each call by itself
 * @param microseconds how long the first caller waits for others at most
 */
public record Batching(int rows, int microseconds) {
  /** Each call is run by itself. */
  public static final Batching NONE = new Batching(1, 0);

  /** Checks the numbers. */
  public Batching {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: expected 1 or more, found " + rows);
    }
    if (microseconds < 0) {
      throw new IllegalArgumentException("microseconds: expected 0 or more, found " + microseconds);
    }
  }
}

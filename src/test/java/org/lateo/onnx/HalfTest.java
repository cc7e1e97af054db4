package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.platform.Fp16Conversions;
import org.junit.jupiter.api.Test;

/** ONNX Runtime rounds weights to half precision as IEEE 754 says, on every JDK. */
final class HalfTest {
  /** The definition: (-1)^s 2^(e-15) (1 + f/1024), or (-1)^s 2^-14 f/1024 where e is 0. */
  private static double value(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 0
            ? Math.scalb(fraction / 1024.0, -14)
            : Math.scalb(1 + fraction / 1024.0, exponent - 15);
    return (bits & 0x8000) == 0 ? size : -size;
  }

  /** All finite ones are themselves; what is between two is the nearer, or the even one. */
  @Test
  void eachNumberIsTheNearest() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      double here = value(bits);
      double next = value(bits + 1);
      double middle = (here + next) / 2;
      for (int sign : new int[] {1, -1}) {
        int signBit = sign < 0 ? 0x8000 : 0;
        assertBits(bits | signBit, sign * here);
        assertBits(bits + 1 | signBit, sign * next);
        assertBits((bits % 2 == 0 ? bits : bits + 1) | signBit, sign * middle);
        assertBits(bits | signBit, sign * (double) Math.nextDown((float) middle));
        assertBits(bits + 1 | signBit, sign * (double) Math.nextUp((float) middle));
      }
    }
  }

  private static void assertBits(int expected, double value) {
    assertEquals((short) expected, Fp16Conversions.floatToFp16((float) value), () -> "of " + value);
  }
}

package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  private static void assertSameAsJava(String text) {
    long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
    assertEquals(expected, Double.doubleToRawLongBits(Numbers.of(text)), text);
  }

  /** Every digit counts: the fast way must not round twice. */
  @Test
  void readsTheSameBitsAsJava() {
    for (String text :
        new String[] {
          "0",
          "-0",
          "-0.0",
          "+1",
          "1.",
          ".5",
          "-.5e1",
          "1e22",
          "1e23",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "90071992547409930e-1",
          "0.1",
          "0.3",
          "1e-22",
          "1e-23",
          "123456789012345678",
          "5e-324",
          "2.4703282292062327e-324",
          "1e-400",
          "1e400",
          "1.7976931348623157e308",
          "0e999999999999",
          "3e-0",
          "00012.50",
          "1E+5"
        }) {
      assertSameAsJava(text);
    }
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      BigInteger digits = new BigInteger(1 + random.nextInt(70), random);
      assertSameAsJava(new BigDecimal(digits, random.nextInt(60) - 30).toString());
      assertSameAsJava(
          Double.toString(Double.longBitsToDouble(random.nextLong() >>> 1 & ~(1L << 62))));
    }
  }

  @Test
  void otherTextIsNoNumber() {
    for (String text :
        new String[] {
          "", "-", ".", "e5", "1e", "1e+", "1.2.3", "1 2", "0x10", "1f", "NaN", "inf", "1,5", "--1",
          "1e5.5", "١"
        }) {
      assertTrue(Double.isNaN(Numbers.of(text)), text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$5|5",
        "$-5|-5",
        "-$5|-5",
        "USD -5|-5",
        "$(5)|-5",
        "(5 EUR)|-5",
        "$.99|0.99",
        "-.5 %|-0.5",
        "Fr. 5.50|5.5",
        "1,234.50 kg|1234.5",
        "5-7|NaN",
        "0,500 kg|NaN",
        "5.5.5|NaN",
        "100-|-100",
        "100 -|-100",
        "1,200.50- EUR|-1200.5",
        "100\u2212|-100",
        "\u2212100|-100",
        "5-door|5",
        "5.-|5",
        "12 -13|NaN"
      })
  void numbersInTextKeepSignAndPoint(String text, double value) {
    assertEquals(value, Numbers.inText(text), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234,5|1234.5",
        "0,125|0.125",
        "0.125|NaN",
        "0.125 kg|NaN",
        "1.200,50-|-1200.5",
        "5,- €|5"
      })
  void groupsDoNotBeginWithAZero(String text, double value) {
    assertEquals(value, CellFormat.DEFAULT.withDecimalComma().numberInText(text), text);
  }
}

package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.math.RandomStream;

/**
 * Whatever numbers a table or a learning rate holds, each task ends in a model whose answers are
 * numbers, or in a refusal that says why in one line.
 */
final class ExtremeNumbersTest {
  /** What was expected, or what made training fail. */
  private static final Pattern REASON =
      Pattern.compile("expected|values are far outside the range");

  private static final RandomStream RANDOM = RandomStream.of(1, "extreme");

  @TempDir private Path folder;

  /** Columns of which the first is extreme. */
  @SuppressWarnings("ImmutableEnumChecker") // Never changed.
  private enum Rows {
    ONE(1, r -> 1),
    TWO(2, r -> r),
    EQUAL(60, r -> 7),
    LARGE(60, r -> 1e38 * RANDOM.gaussian(r)),
    TOO_LARGE(60, r -> 1e39 * RANDOM.gaussian(r)),
    SMALL(60, r -> 1e-42 * RANDOM.gaussian(r)),
    FAR(60, r -> 1e15 + 10 * RANDOM.gaussian(r)),
    OUTLIER(60, r -> r == 3 ? 1e30 : RANDOM.gaussian(r)),
    INFINITE(60, r -> r == 3 ? Double.POSITIVE_INFINITY : r);

    private final int count;
    private final IntFunction<Number> number;

    Rows(int count, IntFunction<Number> number) {
      this.count = count;
      this.number = number;
    }

    Path write(Path file) throws IOException {
      StringBuilder text = new StringBuilder("a,b,kind\n");
      for (int row = 0; row < count; row++) {
        String kind = row % 2 == 0 ? "plus" : "minus";
        text.append(number.apply(row)).append(',');
        text.append(String.format(Locale.ROOT, "%.3f", RANDOM.gaussian(1000L + row)));
        text.append(',').append(kind).append('\n');
      }
      return Files.writeString(file, text);
    }
  }

  @ParameterizedTest
  @EnumSource(Rows.class)
  void anyTable(Rows rows) throws IOException {
    Path data = rows.write(folder.resolve("rows.csv"));
    assertSound(data, "encode", "--task", "latent", "--epochs", 3, "--hidden", 8);
    assertSound(data, "score", "--task", "anomaly", "--epochs", 3, "--hidden", 8);
    assertSound(data, "predict", "--task", "classify", "--method", "raw");
    assertSound(data, "predict", "--task", "classify", "--method", "m1", "--epochs", 3);
    assertSound(data, "predict", "--task", "classify", "--method", "m2", "--epochs", 3);
  }

  @ParameterizedTest
  @CsvSource({"1e3", "999999", "1e-30", "1e-300"})
  void anyLearningRate(String rate) throws IOException {
    Path data = Rows.TWO.write(folder.resolve("rows.csv"));
    for (String task : List.of("latent", "anomaly")) {
      String verb = task.equals("latent") ? "encode" : "score";
      assertSound(data, verb, "--task", task, "--epochs", 20, "--learning-rate", rate);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity", "1e6"})
  void noLearningRate(String rate) throws IOException {
    Path data = Rows.TWO.write(folder.resolve("rows.csv"));
    Path model = folder.resolve("model");
    Ran.run("train", "--data", data, "--out", model, "--learning-rate", rate)
        .refusedAbout("lateo train: --learning-rate: expected a number in (0, 1e6), found ");
  }

  private void assertSound(Path data, String verb, Object... options) throws IOException {
    Path model = folder.resolve("model");
    List<Object> train =
        new ArrayList<>(
            List.of("train", "--data", data, "--out", model, "--response", "kind", "--quiet"));
    train.addAll(List.of(options));
    Ran trained = Ran.run(train.toArray());
    if (trained.code() == 0) {
      Path out = folder.resolve("out.csv");
      Ran.run(verb, "--data", data, "--model", model, "--out", out).ok();
      assertTrue(!Files.readString(out).contains("NaN"), () -> data + " " + train);
    } else {
      assertEquals(2, trained.code(), trained.err());
      assertTrue(REASON.matcher(trained.err()).find(), trained.err());
      assertTrue(Files.notExists(model), trained.err());
    }
    Files.deleteIfExists(model);
  }
}

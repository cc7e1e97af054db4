package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Example;

/** Asserts that models and codes are the same to the last bit. */
public final class Bits {

  private Bits() {}

  public static void assertSameCodes(List<LatentCode> expected, List<LatentCode> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      LatentCode a = expected.get(i);
      LatentCode b = found.get(i);
      assertArrayEquals(a.getNames(), b.getNames());
      assertArrayEquals(a.getMean(), b.getMean());
      assertArrayEquals(a.getLogVariance(), b.getLogVariance());
      assertEquals(a.getELBO(), b.getELBO());
      assertEquals(a.getReconstruction(), b.getReconstruction());
      assertEquals(a.getKL(), b.getKL());
    }
  }

  /** Numbers, then everything that the model computes for examples. */
  public static void assertSameModel(VAEModel expected, VAEModel found, Dataset<?> dataset) {
    assertArrayEquals(expected.definition().parameters(), found.definition().parameters());
    assertEquals(expected.definition().scaling(), found.definition().scaling());
    assertEquals(expected.definition().seed(), found.definition().seed());
    assertEquals(expected.featureNames(), found.featureNames());
    List<Example<?>> examples = examples(dataset);
    assertSameCodes(expected.encode(examples), found.encode(examples));
    assertSameCodes(expected.score(examples), found.score(examples));
    List<Example<?>> few = examples.subList(0, Math.min(5, examples.size()));
    assertArrayEquals(expected.reconstruct(few.get(0)), found.reconstruct(few.get(0)));
    if (expected.hasPrior()) {
      assertArrayEquals(expected.logLikelihood(few, 20), found.logLikelihood(few, 20));
      assertArrayEquals(expected.sample(3, 1), found.sample(3, 1));
    }
  }

  public static List<Example<?>> examples(Dataset<?> dataset) {
    List<Example<?>> examples = new ArrayList<>();
    dataset.forEach(examples::add);
    return examples;
  }
}

package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.LogNormal;
import org.lateo.likelihood.Origin;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Numbers far from zero keep the digits that tell them apart. */
final class OriginTest {
  private static final int ROWS = 2500;
  private static final double START = 1.7e9;

  @TempDir private Path folder;

  private static VAETrainerBuilder trainer() {
    return VAETrainer.builder()
        .hidden(16)
        .latent(1)
        .likelihood(new Gaussian(Gaussian.Variance.ROW))
        .epochs(8)
        .batchSize(50)
        .validation(0)
        .threads(1);
  }

  private static MutableDataset<LatentCode> timestamps() {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = new double[] {START + i};
    }
    return Tiny.dataset(rows);
  }

  private static MutableDataset<LatentCode> fromZero(MutableDataset<LatentCode> rows) {
    double[][] values = new double[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new double[] {rows.getExample(i).iterator().next().getValue() - START};
    }
    return Tiny.dataset(values);
  }

  /** A model of the same rows from zero has the same bits: all that is lost is the distance. */
  @Test
  void timestampsAreAsGoodAsTheirDifferences() {
    VAEModel far = trainer().build().fit(timestamps());
    VAEModel near = trainer().build().fit(fromZero(timestamps()));
    assertEquals(START, far.definition().origin().values()[0]);
    assertTrue(near.definition().origin().isNone());
    assertEquals(near.definition().scaling(), far.definition().scaling());
    assertArrayEquals(near.definition().parameters(), far.definition().parameters());
    double[] expected = near.logLikelihood(fromZero(timestamps()).getData(), 10);
    double[] found = far.logLikelihood(timestamps().getData(), 10);
    assertArrayEquals(expected, found);
    Set<Double> codes = new HashSet<>();
    far.encode(timestamps().getData()).forEach(code -> codes.add(code.getMean()[0]));
    assertTrue(codes.size() > 2000, "different codes: " + codes.size());
    assertReturnsRawValues(far, near);
  }

  private static void assertReturnsRawValues(VAEModel far, VAEModel near) {
    double[] z = {0.3};
    assertEquals(START + near.decode(z)[0], far.decode(z)[0]);
    assertEquals(START + near.sample(1, 5)[0][0], far.sample(1, 5)[0][0]);
    assertEquals(
        START + near.reconstruct(Tiny.example(LatentCode.UNKNOWN, 700))[0],
        far.reconstruct(Tiny.example(LatentCode.UNKNOWN, START + 700))[0]);
  }

  @Test
  void theOriginIsStored() {
    VAEModel far = trainer().epochs(1).build().fit(timestamps());
    VAEModel read = (VAEModel) Model.deserialize(far.serialize());
    assertEquals(far.definition().origin(), read.definition().origin());
    Bits.assertSameModel(far, read, timestamps());
  }

  /**
   * Ordinary columns, small constant ones and those of other likelihoods have none, and the same
   * bits.
   */
  @Test
  void onlyColumnsThatNeedOneHaveAnOrigin() {
    double[][] rows = new double[50][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1990 + i % 30, 1e6, START + i / 10.0, 0.1 * i - 2};
    }
    Origin origin = trainer().epochs(1).build().fit(Tiny.dataset(rows)).definition().origin();
    assertEquals(new Origin(new double[] {0, 0, START, 0}), origin);
    VAEModel positive = trainer().likelihood(new LogNormal()).epochs(1).build().fit(timestamps());
    assertTrue(positive.definition().origin().isNone());
  }

  /** The date of all training rows is another number than the next day's. */
  @Test
  void constantColumnsKeepTheDigitsThatTellOthersApart() {
    double[][] rows = new double[50][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {20240115, 0.1 * i, -0x1p24, 0x1p24 - 1};
    }
    VAEModel model = trainer().epochs(1).build().fit(Tiny.dataset(rows));
    assertEquals(new Origin(new double[] {20240115, 0, -0x1p24, 0}), model.definition().origin());
    double usual = model.score(Tiny.example(LatentCode.UNKNOWN, rows[7])).getELBO();
    rows[7][0]++;
    assertTrue(model.score(Tiny.example(LatentCode.UNKNOWN, rows[7])).getELBO() < usual);
  }

  private record Source(int rows, IntFunction<Example<LatentCode>> row)
      implements DataSource<LatentCode> {
    @Override
    public OutputFactory<LatentCode> getOutputFactory() {
      return Codes.FACTORY;
    }

    @Override
    public DataSourceProvenance getProvenance() {
      return new SimpleDataSourceProvenance("rows", Codes.FACTORY);
    }

    @Override
    public Iterator<Example<LatentCode>> iterator() {
      return IntStream.range(0, rows).mapToObj(row).iterator();
    }
  }

  /** Many columns of which most are absent, one far from zero, and perhaps missing in some rows. */
  private static Example<LatentCode> sparse(int i, boolean gaps) {
    Example<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
    if (!gaps || i % 5 > 0) {
      example.add(new Feature("time", START + i * 0.25));
    }
    for (int c = 0; c < 30; c++) {
      if ((i * 7 + c * 3) % 11 == 0 || i == 0) {
        example.add(new Feature(Tiny.names(30)[c], 1 + c % 3));
      }
    }
    return example;
  }

  @Test
  void aSourceGivesTheBitsOfItsDataset() {
    for (boolean gaps : new boolean[] {false, true}) {
      Source source = new Source(120, i -> sparse(i, gaps));
      VAETrainerBuilder trainer = trainer().likelihood(new Gaussian()).epochs(2);
      if (gaps) {
        trainer.missing("time");
      }
      MutableDataset<LatentCode> dataset = new MutableDataset<>(source);
      VAEModel expected = trainer.build().fit(dataset);
      VAEModel found = trainer.build().fit(source);
      Bits.assertSameModel(expected, found, dataset);
      int time = expected.getFeatureIDMap().getID("time");
      assertEquals(START + (gaps ? 0.25 : 0), found.definition().origin().values()[time]);
      assertEquals(1, Arrays.stream(found.definition().origin().columns()).count());
    }
  }

  @Test
  void whatIsMissingIsImputedNearTheOthers() {
    MutableDataset<LatentCode> rows = new MutableDataset<>(new Source(120, i -> sparse(i, true)));
    VAEModel model =
        trainer().likelihood(new Gaussian()).missing("time").epochs(3).build().fit(rows);
    for (List<ImputedRow> imputed :
        List.of(
            model.impute(List.of(sparse(5, true), sparse(6, true))),
            model.impute(List.of(sparse(5, true), sparse(6, true)), 10))) {
      assertEquals(START + 15, imputed.get(0).value("time"), 60);
      assertEquals(START + 1.5, imputed.get(1).value("time"));
    }
  }

  /** ONNX takes floats: of these, what Java says of the same floats. */
  @Test
  void onnxSaysTheSameOfFloats() {
    VAEModel model = trainer().likelihood(new Gaussian()).epochs(3).build().fit(timestamps());
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      Path file = folder.resolve(head + ".onnx");
      assertTrue(model.exportONNX(head, file) < 1e-4, head);
    }
    try (ONNXVAE score = ONNXVAE.open(folder.resolve("score.onnx"))) {
      float[][] rows = {{(float) (START + 128)}, {(float) (START + 2048)}};
      float[][] elbo = score.run(rows).get("elbo");
      for (int r = 0; r < rows.length; r++) {
        double java = model.score(Tiny.example(LatentCode.UNKNOWN, rows[r][0])).getELBO();
        assertEquals(java, elbo[r][0], 1e-4 * (1 + Math.abs(java)));
      }
    }
  }

  @Test
  void whatIsNotFiniteOnceTheOriginIsOffIsRefused() {
    VAEModel model = trainer().epochs(1).build().fit(timestamps());
    assertRefused(
        () -> model.encode(Tiny.example(LatentCode.UNKNOWN, 1e39)), "1.0E39", "f000", "row 0");
    assertTrue(model.score(Tiny.example(LatentCode.UNKNOWN, 0)).getELBO() < -1e6);
  }
}

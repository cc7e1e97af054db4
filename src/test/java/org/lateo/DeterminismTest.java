package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.inference.ScoreKind;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Training and scoring are functions of configuration, data and model, to the last bit. */
final class DeterminismTest {
  private static final MutableDataset<LatentCode> UNIT = Tiny.unit(300);
  private static final MutableDataset<LatentCode> REAL = Tiny.real(300);
  private static final List<Example<?>> ROWS = Bits.examples(REAL);
  private static final VAEModel MODEL = Tiny.trainer().build().fit(REAL);

  /** Large enough for several tiles of every kind. */
  private static VAEModel wide(int threads) {
    MutableDataset<LatentCode> dataset = Tiny.dataset(Tiny.unitRows(230, 90, 7));
    return Tiny.trainer()
        .hidden(200, 130)
        .batchSize(200)
        .epochs(2)
        .threads(threads)
        .build()
        .fit(dataset);
  }

  @Test
  void theSameTwice() {
    Bits.assertSameModel(MODEL, Tiny.trainer().build().fit(REAL), REAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 0})
  void theSameAtAnyNumberOfThreads(int threads) {
    float[] expected = wide(1).definition().parameters();
    assertArrayEquals(expected, wide(threads).definition().parameters());
  }

  @Test
  void anotherSeedAnotherModel() {
    VAEModel other = Tiny.trainer().seed(1).build().fit(REAL);
    assertFalse(Arrays.equals(MODEL.definition().parameters(), other.definition().parameters()));
    assertFalse(MODEL.score(ROWS.get(0)).fullEquals(other.score(ROWS.get(0)), 1e-3));
  }

  @Test
  void outputsAreNotLookedAt() {
    double[][] values = Tiny.unitRows(300, Tiny.COLUMNS, 7);
    VAEModel expected = Tiny.trainer().build().fit(UNIT);
    for (MutableDataset<?> dataset :
        List.of(
            Tiny.dataset(values, Labels.FACTORY, i -> i % 3 == 0 ? Labels.LOW : Labels.HIGH),
            Tiny.dataset(values, new RegressionFactory(), i -> new Regressor("y", i)),
            Tiny.dataset(values, new AnomalyFactory(), i -> new Event(Event.EventType.EXPECTED, 0)),
            Tiny.dataset(
                values, new MultiLabelFactory(), i -> new MultiLabel(i % 2 == 0 ? "a" : "b")))) {
      Bits.assertSameModel(expected, Tiny.trainer().build().fit(dataset), UNIT);
    }
  }

  @Test
  void scoresRepeatAtTheSameBatchShape() {
    Bits.assertSameCodes(MODEL.score(ROWS), MODEL.score(ROWS));
    Bits.assertSameCodes(MODEL.encode(ROWS), MODEL.encode(ROWS));
    assertArrayEquals(MODEL.logLikelihood(ROWS, 10), MODEL.logLikelihood(ROWS, 10));
  }

  @Test
  void neighboursInTheBatchDoNotMatter() {
    List<Integer> order = new ArrayList<>();
    List<Example<?>> shuffled = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    order.forEach(i -> shuffled.add(ROWS.get(i)));
    List<LatentCode> scores = MODEL.score(ROWS);
    List<LatentCode> codes = MODEL.encode(ROWS);
    List<LatentCode> scoresInOrder = new ArrayList<>();
    List<LatentCode> codesInOrder = new ArrayList<>();
    double[] logLikelihood = MODEL.logLikelihood(ROWS, 10);
    double[] logLikelihoodInOrder = new double[ROWS.size()];
    for (int i = 0; i < ROWS.size(); i++) {
      scoresInOrder.add(scores.get(order.get(i)));
      codesInOrder.add(codes.get(order.get(i)));
      logLikelihoodInOrder[i] = logLikelihood[order.get(i)];
    }
    Bits.assertSameCodes(scoresInOrder, MODEL.score(shuffled));
    Bits.assertSameCodes(codesInOrder, MODEL.encode(shuffled));
    assertArrayEquals(logLikelihoodInOrder, MODEL.logLikelihood(shuffled, 10));
  }

  @Test
  void aloneOrInABatchOfAnySize() {
    List<LatentCode> inBatch = MODEL.score(ROWS);
    List<LatentCode> encoded = MODEL.encode(ROWS);
    double[] size = featureNats();
    for (int i = 0; i < ROWS.size(); i++) {
      LatentCode alone = MODEL.score(ROWS.get(i));
      double tolerance = 1e-6 * (1 + size[i] + Math.abs(alone.getKL()));
      assertEquals(inBatch.get(i).getELBO(), alone.getELBO(), tolerance);
      assertEquals(inBatch.get(i).getReconstruction(), alone.getReconstruction(), tolerance);
      assertEquals(inBatch.get(i).getKL(), alone.getKL(), tolerance);
      assertClose(inBatch.get(i), alone);
      assertClose(encoded.get(i), MODEL.encode(ROWS.get(i)));
      assertClose(encoded.get(i), alone);
    }
  }

  private static void assertClose(LatentCode expected, LatentCode found) {
    assertArrayEquals(expected.getMean(), found.getMean(), 5e-6);
    assertArrayEquals(expected.getLogVariance(), found.getLogVariance(), 5e-6);
  }

  /** The sum of absolute feature nats of each row. */
  private static double[] featureNats() {
    return MODEL.split(ScoreKind.ELBO, 1, ROWS).stream()
        .mapToDouble(split -> Arrays.stream(split.features()).map(Math::abs).sum())
        .toArray();
  }

  private static List<LatentCode> predicted() {
    return MODEL.predict(REAL).stream().map(Prediction::getOutput).toList();
  }

  @Test
  void eightThreadsAtOnce() throws Exception {
    List<LatentCode> scores = MODEL.score(ROWS);
    List<LatentCode> codes = MODEL.encode(ROWS);
    List<Example<?>> few = ROWS.subList(0, 20);
    double[] logLikelihood = MODEL.logLikelihood(few, 30);
    double[][] samples = MODEL.sample(20, 5);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        calls.add(
            () -> {
              Bits.assertSameCodes(scores, MODEL.score(ROWS));
              Bits.assertSameCodes(codes, predicted());
              assertArrayEquals(logLikelihood, MODEL.logLikelihood(few, 30));
              assertArrayEquals(samples, MODEL.sample(20, 5));
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** 16 threads predict with a model that another reads again and again while two train. */
  @Test
  void predictsWhileOthersTrainAndReload(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model");
    MODEL.serializeToFile(file);
    List<LatentCode> codes = MODEL.encode(ROWS);
    AtomicReference<VAEModel> served = new AtomicReference<>(MODEL);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(19);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        all.add(threads.submit(() -> encodeUntil(done, served, codes)));
      }
      List<Future<?>> training = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        training.add(
            threads.submit(
                () -> Bits.assertSameModel(MODEL, Tiny.trainer().build().fit(REAL), REAL)));
      }
      all.add(threads.submit(() -> reloadUntil(done, served, file)));
      for (Future<?> model : training) {
        model.get();
      }
      done.set(true);
      for (Future<?> call : all) {
        call.get();
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }
  }

  private static void encodeUntil(
      AtomicBoolean done, AtomicReference<VAEModel> served, List<LatentCode> expected) {
    do {
      Bits.assertSameCodes(expected, served.get().encode(ROWS));
    } while (!done.get());
  }

  private static Void reloadUntil(AtomicBoolean done, AtomicReference<VAEModel> served, Path file)
      throws IOException {
    do {
      served.set((VAEModel) Model.deserializeFromFile(file));
    } while (!done.get());
    return null;
  }
}

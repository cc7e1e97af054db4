package org.lateo;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.lateo.data.Split;
import org.lateo.graph.Parameters;
import org.lateo.math.BestBlas;
import org.lateo.model.Model;
import org.lateo.objective.Loss;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.NamedListener;
import org.lateo.train.Refinement;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingDivergedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingLoop;
import org.lateo.train.TrainingResult;

/**
 * One training by gradients, from rows to a Tribuo model, whatever is trained.
 *
 * @param seed the seed of all random numbers
 */
public record TrainingRun(TrainingSettings<?> settings, long seed, TrainingListener listener) {
  /** Lets exceptions of the listener name it. */
  public TrainingRun {
    listener = NamedListener.of(listener);
  }

  /** Makes a Tribuo model of the flat buffer. */
  public interface Maker<M extends org.tribuo.Model<?>> {
    /** The model of the parameters that are kept. */
    M of(float[] values, TrainingResult result);
  }

  /** Reads and prepares rows, and tells the listener how long that took. */
  public PreparedRows prepare(
      Supplier<TrainingRows> reader, BiFunction<TrainingRows, Split, PreparedRows> preparation) {
    long start = System.nanoTime();
    TrainingRows raw = reader.get();
    Split split = settings.split(raw.table().rows(), seed);
    PreparedRows rows = preparation.apply(raw, split);
    listener.onRows(rows.table().rows(), (System.nanoTime() - start) / 1e9);
    return rows;
  }

  /** As below, on the rows of a table as the model's only input. */
  <M extends org.tribuo.Model<?>> M run(
      Model model,
      Loss loss,
      Optional<Refinement> refinement,
      float[] values,
      PreparedRows rows,
      VAEOrigin source,
      Maker<M> maker) {
    TrainingData data = TrainingData.of(model, rows.table(), rows.split(), seed);
    return run(model, loss, refinement, values, data, source, maker);
  }

  /**
   * Trains.
   *
   * @param values the flat buffer of the model's first values, which training changes
   * @param data the rows of each input
   * @throws TrainingFailedException if training becomes non-finite; it holds the best model
   * @throws org.lateo.train.TrainingStoppedException if the thread is interrupted; it holds the
   *     model
   */
  public <M extends org.tribuo.Model<?>> M run(
      Model model,
      Loss loss,
      Optional<Refinement> refinement,
      float[] values,
      TrainingData data,
      VAEOrigin source,
      Maker<M> maker) {
    TrainingLoop loop =
        new TrainingLoop(
            model,
            loss,
            refinement,
            new Parameters(model.layout(), values, BestBlas.get()),
            settings.optimiser(),
            settings.options(seed),
            data);
    try {
      TrainingResult result = loop.run(() -> settings(source), listener);
      return result.finished(maker.of(values, result));
    } catch (TrainingDivergedException e) {
      TrainingResult best = new TrainingResult(e.epoch(), e.bestEpoch());
      throw new TrainingFailedException(
          e, e.bestEpoch() == 0 ? null : maker.of(e.bestParameters(), best));
    }
  }

  /** With the seed, which tells the members of an ensemble from one another. */
  private Map<String, String> settings(VAEOrigin source) {
    Map<String, String> all = source.settings();
    all.put("run seed", Long.toString(seed));
    return all;
  }
}

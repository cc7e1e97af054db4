package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.data.Split;
import org.lateo.flow.DensityFlow;
import org.lateo.flow.FlowArchitecture;
import org.lateo.graph.ParameterLayout;
import org.lateo.model.Definition;
import org.lateo.output.LatentCode;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.tables.Table;
import org.lateo.train.RowStarts;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;

/**
 * Trains a normalising flow: the exact density of rows of numbers, without labels. Outputs are
 * ignored, so that a dataset may have any output type: see {@link #fit(Dataset)}.
 *
 * <p>Rows have no gaps: an absent feature is zero. Refused are categories {@code field@value},
 * columns that do not vary and, unless training adds noise ({@code jitter}), columns whose values
 * repeat: where they do, a density grows without bound.
 *
 * <p>With validation rows, the model is that of the epoch with the highest log-density of them.
 * Training is a function of the configuration, the data and the invocation count, with the same
 * bits at any number of threads.
 *
 * <p>See:
 *
 * <pre>
 * Durkan C, Bekasov A, Murray I, Papamakarios G.
 * "Neural Spline Flows"
 * NeurIPS 2019.
 * Papamakarios G, Pavlakou T, Murray I.
 * "Masked Autoregressive Flow for Density Estimation"
 * NeurIPS 2017.
 * </pre>
 */
public final class FlowTrainer extends FlowSettings
    implements Trainer<LatentCode>, WeightedExamples {
  /** For OLCUT and the builder. */
  FlowTrainer() {}

  /** A builder of a trainer. */
  public static FlowTrainerBuilder builder() {
    return new FlowTrainerBuilder();
  }

  /**
   * Trains on a dataset of any output type.
   *
   * @throws IllegalArgumentException if the dataset is empty, if a value is not finite, if a column
   *     is refused, or if no training row is left
   * @throws TrainingFailedException if training becomes non-finite; the exception holds the model
   *     of the best epoch before
   * @throws TrainingStoppedException if the thread is interrupted: training stops after the current
   *     step, and the exception holds the best model so far
   */
  public FlowModel fit(Dataset<?> examples) {
    return fit(examples, TrainingListener.NONE);
  }

  /**
   * As {@link #fit(Dataset)}, for rows of numbers, whose columns are called x0, x1 and so on.
   *
   * @param rows {@code [rows, columns]}
   * @throws IllegalArgumentException if there is NaN, naming its place
   */
  public FlowModel fit(double[][] rows) {
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        if (Double.isNaN(rows[r][c])) {
          throw new IllegalArgumentException(
              String.format(
                  "Expected a number in row %d (from 0), column x%d, found NaN: %s",
                  r, c, FlowArchitecture.NO_GAPS));
        }
      }
    }
    return fit(Table.of(rows, column -> false).unlabelled());
  }

  /** As {@link #fit(Dataset)}, with a listener that is told the progress. */
  public FlowModel fit(Dataset<?> examples, TrainingListener listener) {
    return fit(examples, listener, Map.of(), INCREMENT_INVOCATION_COUNT);
  }

  /**
   * As {@link #fit(Dataset, TrainingListener)}, with provenance of the run and an invocation count.
   *
   * @param invocationCount the number of the invocation, from 0, or {@link
   *     #INCREMENT_INVOCATION_COUNT} for the next number
   */
  public FlowModel fit(
      Dataset<?> examples,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      int invocationCount) {
    Invocation invocation = begin(invocationCount);
    return fit(() -> TrainingRows.of(examples, List.of()), listener, runProvenance, invocation);
  }

  /**
   * Trains on the rows of a source without keeping its examples, as {@link
   * VAETrainer#fit(DataSource)} does.
   *
   * @throws IllegalArgumentException as {@link #fit(Dataset)}, or if the source gives other rows
   *     when it is read again
   */
  public FlowModel fit(DataSource<?> source) {
    return fit(source, TrainingListener.NONE);
  }

  /** As {@link #fit(DataSource)}, with a listener that is told the progress. */
  public FlowModel fit(DataSource<?> source, TrainingListener listener) {
    return fit(
        () -> TrainingRows.of(source, List.of()),
        listener,
        Map.of(),
        begin(INCREMENT_INVOCATION_COUNT));
  }

  private FlowModel fit(
      Supplier<TrainingRows> reader,
      TrainingListener listener,
      Map<String, Provenance> runProvenance,
      Invocation invocation) {
    long runSeed = runSeed(invocation.number());
    TrainingRun training = new TrainingRun(this, runSeed, listener);
    PreparedRows rows = training.prepare(reader, this::prepare);
    Definition<FlowArchitecture> untrained =
        rows.definition(architecture(rows.columns().size(), invocation.number()), runSeed);
    DensityFlow flow = untrained.connect(DensityFlow.class);
    ParameterLayout layout = flow.layout();
    float[] values = layout.initialise(runSeed);
    RowStarts.start(flow, layout, values, rows.table(), rows.split());
    VAEOrigin source =
        new VAEOrigin(rows.provenance(), rows.features(), invocation.provenance(), runProvenance);
    return training.run(
        flow,
        flow.loss(),
        Optional.empty(),
        values,
        rows,
        source,
        (trained, result) ->
            FlowModel.of(
                untrained.with(trained), rows, source.provenance(FlowModel.class, result)));
  }

  private PreparedRows prepare(TrainingRows raw, Split split) {
    PreparedRows rows = PreparedRows.of(raw, split, columns -> likelihood(), jitter);
    ContinuousColumns.require(rows, jitter > 0);
    return rows;
  }

  @Override
  public FlowModel train(Dataset<LatentCode> examples) {
    return train(examples, Map.of());
  }

  @Override
  public FlowModel train(Dataset<LatentCode> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public FlowModel train(
      Dataset<LatentCode> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return fit(examples, TrainingListener.NONE, runProvenance, invocationCount);
  }

  @Override
  public String toString() {
    return String.format(
        "FlowTrainer(kind=%s,layers=%s,hidden=%s,scaling=%s,epochs=%s,batchSize=%s,seed=%s)",
        kind, layers, Arrays.toString(hidden), scaling, epochs, batchSize, seed);
  }
}

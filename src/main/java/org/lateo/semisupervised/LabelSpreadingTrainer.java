package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lateo.CountedTrainer;
import org.lateo.ExampleTable;
import org.lateo.LabelledRows;
import org.lateo.SemiSupervisedTrainer;
import org.lateo.data.Table;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/**
 * Gives unlabelled rows the labels of those they lie among, by {@link LabelSpreading}, and trains a
 * classifier on all of them. As the inner trainer of a {@link org.lateo.LatentFeatureTrainer} it
 * spreads labels over latent codes, where rows that are alike lie closer than in their raw values.
 *
 * <p>A row's weight is multiplied by the share of its most likely class. Rows that no label reaches
 * are left out. The model is the classifier's own; the run's part of its provenance tells of the
 * spreading.
 *
 * <p>All pairs of rows are compared: the time grows with their number squared.
 */
public final class LabelSpreadingTrainer extends CountedTrainer<Label>
    implements SemiSupervisedTrainer<Label>, WeightedExamples {
  /** The key in a model's provenance of the trainer that spread the labels. */
  static final String SPREADING = "lateo-label-spreading";

  @Config(mandatory = true, description = "Trains on all rows, with the labels that reach them.")
  private Trainer<Label> innerTrainer;

  @Config(description = "Neighbours that each row is joined with in the graph.")
  private int neighbours = 10;

  @Config(description = "How much of what a row has comes from its neighbours, in (0, 1).")
  private double alpha = 0.99;

  @Config(description = "Threads that work; 0 for one a processor. Results do not depend on it.")
  private int threads = 0;

  /** For OLCUT. */
  private LabelSpreadingTrainer() {}

  /** The settings' defaults. */
  public LabelSpreadingTrainer(Trainer<Label> innerTrainer) {
    this.innerTrainer = requireNonNull(innerTrainer, "innerTrainer");
  }

  /**
   * Everything as given.
   *
   * @param neighbours that each row is joined with, at least 1
   * @param alpha how much of what a row has comes from them, in (0, 1)
   * @throws PropertyException if one is outside
   */
  public LabelSpreadingTrainer(Trainer<Label> innerTrainer, int neighbours, double alpha) {
    this(innerTrainer);
    this.neighbours = neighbours;
    this.alpha = alpha;
    postConfig();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    require(neighbours >= 1, "neighbours", "at least 1", neighbours);
    require(alpha > 0 && alpha < 1, "alpha", "a number in (0, 1)", alpha);
    require(threads >= 0, "threads", "0 or more", threads);
  }

  private static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new PropertyException("", field, "Expected " + expected + ", found " + found);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, a value is not finite, or there are not
   *     more rows than neighbours
   */
  @Override
  public Model<Label> train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    Map<String, Provenance> run = new HashMap<>(runProvenance);
    run.put(SPREADING, invocation.provenance());
    return innerTrainer.train(spread(examples), run, invocation.number());
  }

  @Override
  protected void prepare(int number) {
    innerTrainer.setInvocationCount(number);
  }

  /**
   * The rows with the labels that reach them: labelled rows keep their own, and rows that none
   * reaches are left out.
   *
   * @throws IllegalArgumentException as {@link #train}
   */
  public Dataset<Label> spread(Dataset<Label> examples) {
    LabelledRows<Label> labelled = LabelledRows.of(examples);
    ImmutableOutputInfo<Label> outputs = labelled.outputs();
    if (examples.size() <= neighbours) {
      throw new IllegalArgumentException(
          String.format(
              "Expected more rows than neighbours=%d, found %d", neighbours, examples.size()));
    }
    int[] labels =
        examples.getData().stream()
            .mapToInt(e -> LabelMasking.isLabelled(e) ? outputs.getID(e.getOutput()) : -1)
            .toArray();
    Table table = ExampleTable.of(examples, examples.getFeatureIDMap());
    double[][] reached = graph(table).spread(labels, outputs.size(), alpha);
    List<Example<Label>> rows = new ArrayList<>();
    for (int r = 0; r < reached.length; r++) {
      add(examples.getExample(r), labels[r], reached[r], outputs, rows);
    }
    return new ImmutableDataset<>(
        rows,
        examples.getProvenance(),
        examples.getOutputFactory(),
        examples.getFeatureIDMap(),
        outputs,
        false);
  }

  private LabelSpreading graph(Table table) {
    float[] rows = new float[Math.multiplyExact(table.rows(), table.columns())];
    for (int r = 0; r < table.rows(); r++) {
      table.fill(r, rows, r * table.columns());
    }
    int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return LabelSpreading.over(Neighbours.of(rows, table.columns(), neighbours, workers));
  }

  private static void add(
      Example<Label> example,
      int label,
      double[] reached,
      ImmutableOutputInfo<Label> outputs,
      List<Example<Label>> rows) {
    double sum = Arrays.stream(reached).sum();
    if (label >= 0) {
      rows.add(example);
    } else if (sum > 0) {
      int best = 0;
      for (int c = 1; c < reached.length; c++) {
        best = reached[c] > reached[best] ? c : best;
      }
      float weight = (float) (example.getWeight() * reached[best] / sum);
      rows.add(new ArrayExample<>(new Label(outputs.getOutput(best).getLabel()), example, weight));
    }
  }

  @Override
  public String toString() {
    return "LabelSpreadingTrainer(innerTrainer="
        + innerTrainer
        + ",neighbours="
        + neighbours
        + ",alpha="
        + alpha
        + ")";
  }
}
